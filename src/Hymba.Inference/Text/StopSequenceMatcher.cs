using System.Text;

namespace Hymba.Inference.Text;

/// <summary>
/// Finds stop texts in text that arrives in parts, wherever the parts are cut. Holds back no more than could still become a stop text,
/// and never returns any part of one. Serves one sequence; not safe for several threads at once.
/// </summary>
/// <remarks>
/// Comparison is ordinal. The stop text that is complete first wins; among those complete at the same character the longest, which is
/// the one that started first. Nothing is waited for once a stop text is complete. Time is linear in the text, per stop text.
/// </remarks>
public sealed class StopSequenceMatcher
{
    private readonly StopSequence[] _stops;

    // What is held back is always the beginning of a stop text: its length and that text say it all.
    private StopSequence? _held;
    private int _heldLength;

    /// <summary>Creates a matcher for one sequence.</summary>
    /// <param name="stops">The stop texts; with none, all text passes straight through.</param>
    /// <exception cref="ArgumentException">A stop text is empty or holds half a surrogate pair.</exception>
    public StopSequenceMatcher(IReadOnlyList<string> stops)
    {
        ArgumentNullException.ThrowIfNull(stops);
        for (int index = 0; index < stops.Count; index++)
        {
            if (string.IsNullOrEmpty(stops[index]))
            {
                throw new ArgumentException($"Stop sequence {index} of {stops.Count} is empty; it needs a character.", nameof(stops));
            }

            if (HasLoneSurrogate(stops[index]))
            {
                throw new ArgumentException($"Stop sequence {index} of {stops.Count} holds half a surrogate pair.", nameof(stops));
            }
        }

        // Longest first: the first complete one found at a character is then the one that wins.
        _stops = [.. stops.Distinct(StringComparer.Ordinal).OrderByDescending(stop => stop.Length).Select(stop => new StopSequence(stop))];
    }

    /// <summary>The stop text that was found, null while none was.</summary>
    public string? MatchedStop { get; private set; }

    /// <summary>
    /// Takes the next text and returns what is certain not to belong to a stop text. After a stop text was found it returns nothing.
    /// </summary>
    /// <param name="text">The next text, in whole characters.</param>
    /// <param name="stopped">Whether a stop text has been found, in this call or before.</param>
    public string Append(string text, out bool stopped)
    {
        ArgumentNullException.ThrowIfNull(text);
        stopped = MatchedStop is not null;
        if (stopped)
        {
            return "";
        }

        for (int index = 0; index < text.Length; index++)
        {
            if (Advance(text[index]) is StopSequence found)
            {
                MatchedStop = found.Text;
                stopped = true;
                return Release(text.AsSpan(0, index + 1), found, found.Text.Length, keep: 0);
            }
        }

        StopSequence? longest = _stops.MaxBy(stop => stop.Matched);
        int hold = longest?.Matched ?? 0;
        return Release(text, longest, hold, keep: hold);
    }

    /// <summary>Ends the text: returns what was held back.</summary>
    public string Flush()
    {
        string text = _held?.Text[.._heldLength] ?? "";
        (_held, _heldLength) = (null, 0);
        return text;
    }

    /// <summary>Whether a text holds half a surrogate pair, which no whole character can complete.</summary>
    internal static bool HasLoneSurrogate(string text)
    {
        for (int index = 0; index < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, index, out Rune character))
            {
                return true;
            }

            index += character.Utf16SequenceLength;
        }

        return false;
    }

    private StopSequence? Advance(char next)
    {
        StopSequence? found = null;
        foreach (StopSequence stop in _stops)
        {
            stop.Advance(next);
            found ??= stop.IsComplete ? stop : null;
        }

        return found;
    }

    /// <summary>
    /// Everything held and arrived less its last <paramref name="cut"/> chars; the last <paramref name="keep"/> are held on.
    /// </summary>
    private string Release(ReadOnlySpan<char> arrived, StopSequence? holder, int cut, int keep)
    {
        int length = _heldLength + arrived.Length - cut;
        int fromHeld = Math.Min(length, _heldLength);
        ReadOnlySpan<char> held = _held is null ? default : _held.Text.AsSpan(0, fromHeld);
        string text = length == 0 ? "" : string.Concat(held, arrived[..(length - fromHeld)]);
        (_held, _heldLength) = (holder, keep);
        return text;
    }
}
