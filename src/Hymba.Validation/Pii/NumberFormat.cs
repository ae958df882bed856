using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Judges the digits of an identifier.</summary>
internal delegate bool DigitCheck(ReadOnlySpan<char> digits);

/// <summary>How an identifier of digits is written, what checks it, and how sure that makes one.</summary>
internal sealed record NumberFormat(string Type, int[][] Groupings, DigitCheck Check)
{
    /// <summary>What is reported.</summary>
    public ScanRule Rule { get; } = PiiRules.Of(Type);

    /// <summary>Separators that may stand between the groups. Default: blank or hyphen.</summary>
    public string Separators { get; init; } = " -";

    /// <summary>Confidence without separators and without context.</summary>
    public double Bare { get; init; } = 0.4;

    /// <summary>Confidence with separators.</summary>
    public double Grouped { get; init; } = 0.55;

    /// <summary>Words before it that confirm it.</summary>
    public ContextWords Context { get; init; } = ContextWords.None;

    /// <summary>Whether it is nothing without them.</summary>
    public bool NeedsContext { get; init; }

    /// <summary>Whether more groups may follow or stand before (an expiry date, a code).</summary>
    public bool MayBePart { get; init; }
}
