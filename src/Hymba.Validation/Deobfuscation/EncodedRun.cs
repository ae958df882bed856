using System.Text;
using Hymba.Validation.Scanning;

namespace Hymba.Validation.Deobfuscation;

/// <summary>
/// Runs of characters that may be encoded text. Long ones are taken in pieces, so that a growing text need not wait for the end of an
/// image.
/// </summary>
internal static class EncodedRun
{
    /// <summary>Longest piece, in characters; a multiple of four and of two.</summary>
    public const int Longest = 1024;

    // Below this, chance and ordinary words decode to something printable too often.
    private const int ShortestBase64 = 12;
    private const int ShortestHex = 12;

    /// <summary>End of the run that begins at <paramref name="start"/>, padding included.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">First character.</param>
    /// <param name="open">Whether more text could make it longer.</param>
    public static int FindEnd(string text, int start, out bool open)
    {
        int limit = start + Longest;
        int end = start;
        while (end < text.Length && end < limit && CharSet.Base64.Contains(text[end]))
        {
            end++;
        }

        int padding = 0;
        while (end < text.Length && end < limit && padding < 2 && text[end] == '=')
        {
            end++;
            padding++;
        }

        open = end == text.Length && end < limit && padding < 2;
        return end;
    }

    /// <summary>The text behind a run; null where it is none.</summary>
    public static string? Decode(ReadOnlySpan<char> run) => DecodeHex(run) ?? DecodeBase64(run);

    private static string? DecodeHex(ReadOnlySpan<char> run)
    {
        if (run.Length < ShortestHex || run.Length % 2 != 0)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[run.Length / 2];
        return Convert.FromHexString(run, bytes, out _, out int written) == System.Buffers.OperationStatus.Done
            ? Printable(bytes[..written]) : null;
    }

    private static string? DecodeBase64(ReadOnlySpan<char> run)
    {
        ReadOnlySpan<char> body = run.TrimEnd('=');
        if (body.Length < ShortestBase64 || body.Length % 4 == 1)
        {
            return null;
        }

        Span<char> padded = stackalloc char[body.Length + 4];
        for (int i = 0; i < body.Length; i++)
        {
            padded[i] = body[i] switch { '-' => '+', '_' => '/', char other => other };
        }

        int length = body.Length;
        while (length % 4 != 0)
        {
            padded[length++] = '=';
        }

        Span<byte> bytes = stackalloc byte[body.Length];
        return Convert.TryFromBase64Chars(padded[..length], bytes, out int written) ? Printable(bytes[..written]) : null;
    }

    private static string? Printable(ReadOnlySpan<byte> bytes)
    {
        bool letters = false;
        foreach (byte value in bytes)
        {
            if (value is (< 0x20 or > 0x7E) and not (byte)'\n' and not (byte)'\r' and not (byte)'\t')
            {
                return null;
            }

            letters |= Chars.IsAlphanumeric((char)value);
        }

        return letters ? Encoding.ASCII.GetString(bytes) : null;
    }
}
