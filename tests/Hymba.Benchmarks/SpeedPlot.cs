using System.Globalization;
using System.Text;

namespace Hymba.Benchmarks;

/// <summary>Draws tokens per second over the context as an SVG picture, the context on a logarithmic scale.</summary>
internal static class SpeedPlot
{
    private const int Width = 760;
    private const int Height = 420;
    private const int Margin = 50;
    private const int LegendWidth = 150;
    private const int GridLines = 5;

    private static readonly string[] Colours = ["#9ecae1", "#1f77b4", "#a1d99b", "#2ca02c", "#fdae6b", "#d62728"];

    /// <summary>Draws the curves.</summary>
    /// <param name="curves">Each with its name and its points, at least one.</param>
    /// <returns>An SVG document.</returns>
    public static string Draw(IReadOnlyList<(string Name, IReadOnlyList<(double Context, double Speed)> Points)> curves)
    {
        double[] contexts = [.. curves.SelectMany(curve => curve.Points).Select(point => point.Context).Distinct().Order()];
        double high = 1.05 * curves.SelectMany(curve => curve.Points).Max(point => point.Speed);
        double X(double context) => Margin + (Math.Log(context / contexts[0]) / Math.Log(Math.Max(2, contexts[^1] / contexts[0])) * (Width - LegendWidth - (2 * Margin)));
        double Y(double speed) => Height - Margin - (speed / high * (Height - (2 * Margin)));
        var svg = new StringBuilder();
        void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        for (int line = 0; line <= GridLines; line++)
        {
            double speed = high * line / GridLines;
            Add($"<line x1=\"{Margin}\" x2=\"{Width - LegendWidth - Margin}\" y1=\"{Y(speed):F1}\" y2=\"{Y(speed):F1}\" stroke=\"#ddd\"/>");
            Add($"<text x=\"{Margin - 6}\" y=\"{Y(speed) + 4:F1}\" text-anchor=\"end\">{speed:F1}</text>");
        }

        foreach (double context in contexts)
        {
            Add($"<text x=\"{X(context):F1}\" y=\"{Height - Margin + 18}\" text-anchor=\"middle\">{context:F0}</text>");
        }

        Add($"<text x=\"{Margin}\" y=\"{Margin - 20}\">tokens/s by tokens in front</text>");
        for (int i = 0; i < curves.Count; i++)
        {
            string colour = Colours[i % Colours.Length];
            string path = string.Join(' ', curves[i].Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Context):F1},{Y(p.Speed):F1}")));
            Add($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
            Add($"<text x=\"{Width - LegendWidth - Margin + 12}\" y=\"{Margin + (18 * i)}\" fill=\"{colour}\">{curves[i].Name}</text>");
        }

        return svg.Append("</svg>\n").ToString();
    }
}
