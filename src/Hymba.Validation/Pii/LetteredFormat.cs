using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>How an identifier of letters and digits is written.</summary>
/// <param name="Type">Type of the entity.</param>
/// <param name="Template">
/// <c>L</c> letter, <c>D</c> digit, <c>X</c> either, <c>S</c> either or a sign; <c>_</c> perhaps a blank, <c>~</c> perhaps a hyphen,
/// <c>.</c> perhaps a blank, a hyphen or a dot.
/// </param>
/// <param name="Check">Judges the characters, in upper case and without separators.</param>
/// <param name="Confidence">Confidence without context.</param>
internal sealed record LetteredFormat(string Type, string Template, DigitCheck Check, double Confidence)
{
    /// <summary>What is reported.</summary>
    public ScanRule Rule { get; } = PiiRules.Of(Type);

    /// <summary>Words before it that confirm it.</summary>
    public ContextWords Context { get; init; } = ContextWords.None;

    /// <summary>Whether it is nothing without them.</summary>
    public bool NeedsContext { get; init; }
}
