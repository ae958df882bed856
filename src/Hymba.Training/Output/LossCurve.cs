using System.Globalization;
using System.Text;

namespace Hymba.Training.Output;

/// <summary>Draws losses over steps as an SVG picture, the losses on a logarithmic scale.</summary>
internal static class LossCurve
{
    private const int Width = 900;
    private const int Height = 480;
    private const int Margin = 60;
    private const int MostPoints = 600;

    /// <summary>Draws the curves.</summary>
    /// <param name="training">Step and loss, ascending.</param>
    /// <param name="heldOut">The same on held-out data.</param>
    /// <returns>An SVG document.</returns>
    public static string Draw(IReadOnlyList<(double Step, double Loss)> training, IReadOnlyList<(double Step, double Loss)> heldOut)
    {
        (double Step, double Loss)[] all = [.. training, .. heldOut];
        double lastStep = Math.Max(1, all.Select(p => p.Step).DefaultIfEmpty(1).Max());
        double low = Math.Max(1e-4, all.Select(p => p.Loss).Where(double.IsFinite).DefaultIfEmpty(0.1).Min());
        double high = Math.Max(low * 1.1, all.Select(p => p.Loss).Where(double.IsFinite).DefaultIfEmpty(10).Max());
        double X(double step) => Margin + (step / lastStep * (Width - (2 * Margin)));
        double Y(double loss) => Height - Margin - (Math.Log(Math.Max(loss, low) / low) / Math.Log(high / low) * (Height - (2 * Margin)));

        var svg = new StringBuilder();
        void Add(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>");
        for (int line = 0; line <= 5; line++)
        {
            double loss = low * Math.Pow(high / low, line / 5.0);
            double step = lastStep * line / 5.0;
            Add($"<line x1=\"{Margin}\" x2=\"{Width - Margin}\" y1=\"{Y(loss):F1}\" y2=\"{Y(loss):F1}\" stroke=\"#ddd\"/>");
            Add($"<text x=\"{Margin - 6}\" y=\"{Y(loss) + 4:F1}\" text-anchor=\"end\">{loss:G3}</text>");
            Add($"<text x=\"{X(step):F1}\" y=\"{Height - Margin + 18}\" text-anchor=\"middle\">{step:F0}</text>");
        }

        Add($"<text x=\"{Width / 2}\" y=\"{Height - 16}\" text-anchor=\"middle\">step</text>");
        Add($"<text x=\"{Margin}\" y=\"{Margin - 24}\">loss: <tspan fill=\"#1f77b4\">training</tspan>, <tspan fill=\"#d62728\">held-out</tspan></text>");
        Curve(training, "#1f77b4", 1);
        Curve(heldOut, "#d62728", 2);
        svg.Append("</svg>\n");
        return svg.ToString();

        void Curve(IReadOnlyList<(double Step, double Loss)> points, string colour, int width)
        {
            int stride = Math.Max(1, points.Count / MostPoints);
            string path = string.Join(' ', points.Where((p, i) => i % stride == 0 && double.IsFinite(p.Loss))
                .Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.Step):F1},{Y(p.Loss):F1}")));
            Add($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>");
        }
    }
}
