using Hymba.Validation.Scanning;
using Hymba.Validation.Streaming;

namespace Hymba.Validation.Deobfuscation;

/// <summary>
/// Finds what hides or disguises text: invisible characters, direction overrides, tag characters, stray variation selectors, words that
/// mix scripts. Emoji sequences, flags, keycaps, joiners of Indic and Arabic scripts and marks inside right-to-left text are left alone.
/// Immutable; thread-safe.
/// </summary>
public sealed class DeobfuscationValidator : IResumingValidator
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [.. HiddenCharacters.Rules.Append(MixedWords.Rule).Select(rule => rule.Id)];

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        Scan(ScanWindow.Whole(text), findings);
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => Scan(ScanWindow.Growing(text), []).Open;

    ScanProgress IResumingValidator.Scan(in ScanWindow window, ValidationContext context, ICollection<Finding> findings)
        => Scan(window, findings);

    private static ScanProgress Scan(in ScanWindow window, ICollection<Finding> findings)
    {
        // ASCII hides nothing, and a word is open only once it holds a letter that looks like another, or may still get one.
        string text = window.Text;
        var cursor = new TextCursor(text, text.Length) { Floor = window.Settled - ((int?)window.Memory ?? 0) };
        int index = window.Settled;
        while (index < text.Length)
        {
            bool found = HiddenCharacters.TryMatch(cursor, index, out Candidate match) || MixedWords.TryMatch(cursor, index, out match);
            if (!window.IsFinal && cursor.Undecided)
            {
                break;
            }

            if (!found)
            {
                index++;
                continue;
            }

            findings.Add(match.ToFinding(match.Start, match.End));
            index = cursor.Floor = match.End;
        }

        return new ScanProgress(index, Math.Max(0, index - Runes.LooksBack), index - cursor.Floor);
    }
}
