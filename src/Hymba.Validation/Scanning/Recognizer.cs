namespace Hymba.Validation.Scanning;

/// <summary>
/// Tells whether something begins at a place. Reads forward through the cursor only as far as needed and no further than a fixed length,
/// and never asks where the text ends, so that time is linear and what it has not read cannot matter.
/// </summary>
/// <param name="first">ASCII characters that it can begin with.</param>
internal abstract class Recognizer(string first)
{
    protected const string DigitChars = "0123456789";
    protected const string LetterChars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>ASCII characters that it can begin with.</summary>
    public string First { get; } = first;

    /// <summary>The rules it can report.</summary>
    public abstract IEnumerable<ScanRule> Rules { get; }

    /// <summary>How many characters before a place it looks at, at most.</summary>
    public virtual int LooksBack => ContextWords.Window;

    /// <summary>Whether it may begin behind a letter or digit that no match ends with. Default: no; it is not asked there.</summary>
    public virtual bool BeginsInWords => false;

    /// <summary>Whether something begins at <paramref name="start"/>. The match itself may begin later (a value behind its name).</summary>
    public abstract bool TryMatch(TextCursor cursor, int start, out Candidate match);
}
