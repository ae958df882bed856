using Hymba.Validation.Scanning;

namespace Hymba.Validation.Deobfuscation;

/// <summary>
/// A run of characters that may be encoded text, with invisible characters in it or broken into lines of one length, as mail and keys have it. Immutable.
/// </summary>
/// <param name="End">Behind its last character, padding included.</param>
/// <param name="Length">How many of its characters carry text.</param>
/// <param name="ShortEnd">End without the last line, which may be the beginning of something else; 0 where there is one line.</param>
/// <param name="ShortLength">Characters without the last line.</param>
/// <param name="IsInterrupted">Whether anything stands in it that carries no text.</param>
/// <param name="IsOpen">Whether more text could make it longer.</param>
internal readonly record struct InterruptedRun(int End, int Length, int ShortEnd, int ShortLength, bool IsInterrupted, bool IsOpen)
{
    private const int MostUnits = 2 * EncodedRun.Longest;

    // More invisible characters in a row part what stands on their sides.
    private const int MostDropped = 63;
    private const int MostPadding = 2;

    /// <summary>Whether a run goes on behind what looks like its end, as far as the next character tells.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First character of the run.</param>
    /// <param name="end">Behind its last one.</param>
    public static bool MayGoOn(string text, int start, int end)
        => end < text.Length && text[end - 1] != '=' && (text[end] >= 0xAD || (text[end] is '\r' or '\n' && IsLine(end - start)));

    /// <summary>Reads the run that begins at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First character.</param>
    /// <param name="joined">Gets its characters, without what interrupts them; holds the longest run.</param>
    public static InterruptedRun Read(string text, int start, Span<char> joined)
    {
        var (at, end, count, line, width, dropped, padding) = (start, start, 0, 0, 0, 0, 0);
        var (shortEnd, shortCount, nextLine) = (0, 0, 0);
        bool isOpen = false;
        while (at < start + MostUnits)
        {
            if (at == text.Length)
            {
                isOpen = true;
                break;
            }

            char next = text[at];
            if (padding > 0 && (next is '\r' or '\n' || CharSet.Base64.Contains(next)))
            {
                break;
            }

            if (CharSet.Base64.Contains(next))
            {
                bool isFull = count == EncodedRun.Longest;
                if (isFull || (width > 0 && line == width))
                {
                    // Whole lines alone go on in the next run; a line that is too long is none of these lines.
                    (end, count) = width == 0 ? (end, count) : (isFull ? nextLine : shortEnd, shortCount);
                    (shortEnd, shortCount) = (0, 0);
                    break;
                }

                joined[count++] = next;
                line++;
                (end, dropped) = (++at, 0);
            }
            else if (next == '=')
            {
                (end, dropped) = (++at, 0);
                if (++padding == MostPadding)
                {
                    break;
                }
            }
            else if (next is '\r' or '\n')
            {
                int behind = at + (next == '\r' ? 2 : 1);
                if (!(width == 0 ? IsLine(line) : line == width) || (next == '\r' && at + 1 < text.Length && text[at + 1] != '\n'))
                {
                    break;
                }

                if (behind >= text.Length)
                {
                    isOpen = true;
                    break;
                }

                if (!CharSet.PaddedBase64.Contains(text[behind]))
                {
                    break;
                }

                (shortEnd, shortCount, nextLine) = (end, count, behind);
                (width, line, at) = (line, 0, behind);
            }
            else
            {
                int units = HiddenUnits(text, at, out isOpen);
                if (units == 0 || ++dropped > MostDropped)
                {
                    break;
                }

                at += units;
            }
        }

        return new InterruptedRun(end, count, shortEnd, shortCount, end - start > count + padding, isOpen);
    }

    private static bool IsLine(int length) => length is 64 or 76;

    private static int HiddenUnits(string text, int at, out bool isOpen)
    {
        isOpen = char.IsHighSurrogate(text[at]) && at + 1 == text.Length;
        bool isPair = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
        return Invisible.IsDropped(isPair ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at]) ? isPair ? 2 : 1 : 0;
    }
}
