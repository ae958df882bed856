using System.Globalization;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>A row of the table: how many cases are right, and how many must be.</summary>
/// <param name="name">What is counted: a file or a group of them.</param>
/// <param name="tier">How strictly its cases count.</param>
/// <param name="check">The kind of check, in the words of the files.</param>
/// <param name="measure">What makes a case right.</param>
/// <param name="floor">The least share; null where it is recorded only.</param>
internal sealed class Figure(string name, string tier, string check, string measure, double? floor)
{
    private const int MostMisses = 4;

    private readonly List<string> _misses = [];

    public int Right { get; private set; }

    public int Total { get; private set; }

    public double Share => Total == 0 ? 0 : (double)Right / Total;

    public bool IsBelow => floor is { } least && Share < least;

    public void Count(bool isRight, string id)
    {
        Total++;
        if (isRight)
        {
            Right++;
        }
        else
        {
            _misses.Add(id[(id.LastIndexOf('-') + 1)..]);
        }
    }

    public void Set(int right, int total) => (Right, Total) = (right, total);

    public override string ToString()
    {
        var least = floor is { } share ? Percent(share) : "-";
        var row = $"{name,-40} {tier,-16} {check,-13} {measure,-13} {Right,4} / {Total,4} {Percent(Share),8} {least,8}  {string.Join(' ', _misses.Take(MostMisses))}";
        return row.TrimEnd();
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:F1} %");
}
