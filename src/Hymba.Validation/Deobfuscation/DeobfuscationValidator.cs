using Hymba.Validation.Scanning;

namespace Hymba.Validation.Deobfuscation;

/// <summary>
/// Finds what hides or disguises text: invisible characters, direction overrides, tag characters, stray variation selectors, words that
/// mix scripts. Emoji sequences, flags, keycaps, joiners of Indic and Arabic scripts and marks inside right-to-left text are left alone.
/// Immutable; thread-safe.
/// </summary>
public sealed class DeobfuscationValidator : ITextValidator
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [.. HiddenCharacters.Rules.Append(MixedWords.Rule).Select(rule => rule.Id)];

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(findings);
        Scan(text, growing: false, findings);
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Scan(text, growing: true, null);
    }

    private static int Scan(string text, bool growing, ICollection<Finding>? findings)
    {
        // ASCII hides nothing, and a word is open only once it holds a letter that looks like another, or may still get one.
        var cursor = new TextCursor(text, text.Length);
        int index = 0;
        while (index < text.Length)
        {
            bool found = HiddenCharacters.TryMatch(cursor, index, out Candidate match) || MixedWords.TryMatch(cursor, index, out match);
            if (growing && cursor.Undecided)
            {
                return index;
            }

            if (!found)
            {
                index++;
                continue;
            }

            findings?.Add(match.ToFinding(match.Start, match.End));
            index = cursor.Floor = match.End;
        }

        return text.Length;
    }
}
