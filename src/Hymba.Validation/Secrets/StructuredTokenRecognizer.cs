using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>Tokens that their parts give away: JSON web tokens, and those of Slack, Discord, Telegram and Mailchimp.</summary>
internal sealed class StructuredTokenRecognizer() : Recognizer(LetterChars + DigitChars)
{
    private const int LongestPart = 2000;

    private static readonly ScanRule Jwt = SecretRules.Of("jwt");
    private static readonly ScanRule Slack = SecretRules.Of("slack-token");
    private static readonly ScanRule Discord = SecretRules.Of("discord-token");
    private static readonly ScanRule Telegram = SecretRules.Of("telegram-token");
    private static readonly ScanRule Mailchimp = SecretRules.Of("mailchimp-key");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Jwt, Slack, Discord, Telegram, Mailchimp];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]))
        {
            return false;
        }

        (ScanRule rule, int end) = Read(cursor, start);
        if (end == 0 || cursor.Read(start, end).Contains("xxxx", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        match = new Candidate(rule, start, end, Confidence: 0.9);
        return true;
    }

    private static (ScanRule Rule, int End) Read(TextCursor cursor, int start)
    {
        int end;
        if (cursor[start] == 'e' && (end = ReadJwt(cursor, start)) > 0)
        {
            return (Jwt, end);
        }

        if (cursor[start] == 'x' && (end = ReadSlack(cursor, start)) > 0)
        {
            return (Slack, end);
        }

        if (Chars.IsDigit(cursor[start]) && (end = ReadTelegram(cursor, start)) > 0)
        {
            return (Telegram, end);
        }

        if (Chars.IsHex(cursor[start]) && (end = ReadMailchimp(cursor, start)) > 0)
        {
            return (Mailchimp, end);
        }

        return (Discord, ReadDiscord(cursor, start));
    }

    private static int ReadJwt(TextCursor cursor, int start)
    {
        if (!cursor.IsExactlyAt(start, "eyJ"))
        {
            return 0;
        }

        int header = cursor.Skip(start, CharSet.Token, LongestPart);
        if (header - start < 16 || cursor[header] != '.' || !cursor.IsExactlyAt(header + 1, "ey"))
        {
            return 0;
        }

        if (!IsObject(cursor.Read(start, header)))
        {
            return 0;
        }

        int payload = cursor.Skip(header + 1, CharSet.Token, LongestPart);
        if (payload - header < 12)
        {
            return 0;
        }

        return cursor[payload] == '.' ? cursor.Skip(payload + 1, CharSet.Token, LongestPart) : payload;
    }

    // The header is an object of JSON; one that was cut off or made up is not.
    private static bool IsObject(ReadOnlySpan<char> base64)
    {
        Span<byte> bytes = stackalloc byte[LongestPart];
        if (!System.Buffers.Text.Base64Url.TryDecodeFromChars(base64, bytes, out int written))
        {
            return false;
        }

        var reader = new System.Text.Json.Utf8JsonReader(bytes[..written]);
        try
        {
            return reader.Read() && reader.TokenType == System.Text.Json.JsonTokenType.StartObject && reader.TrySkip() && !reader.Read();
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    // xoxb-<digits>-..., a letter for the kind; names of sites and projects hold few digits.
    private static int ReadSlack(TextCursor cursor, int start)
    {
        if (!cursor.IsExactlyAt(start, "xox") || cursor[start + 3] is not ('a' or 'b' or 'e' or 'o' or 'p' or 'r' or 's' or 'c' or 'd')
            || cursor[start + 4] != '-')
        {
            return 0;
        }

        int end = cursor.Skip(start + 5, CharSet.Token, 250);
        ReadOnlySpan<char> parts = cursor.Read(start + 5, end);
        int digits = 0;
        int longest = 0;
        int run = 0;
        foreach (char character in parts)
        {
            run = Chars.IsDigit(character) ? run + 1 : 0;
            digits += run > 0 ? 1 : 0;
            longest = Math.Max(longest, run);
        }

        ReadOnlySpan<char> last = parts[(parts.LastIndexOf('-') + 1)..];
        if (cursor[start + 3] is 'a' or 'r' && last.Length is >= 12 and <= 48 && parts.Length - last.Length is 0 or 2 && digits >= 3
            && Randomness.IsMixed(last))
        {
            return end;
        }

        return end - start >= 20 && digits >= 8 && longest >= 5 && Chars.IsDigit(parts[0]) && Randomness.HasLetter(last) ? end : 0;
    }

    private static int ReadTelegram(TextCursor cursor, int start)
    {
        int colon = cursor.Skip(start, CharSet.Digits, 11);
        if (colon - start is < 8 or > 10 || cursor[colon] != ':' || cursor[colon + 1] != 'A')
        {
            return 0;
        }

        int end = cursor.Skip(colon + 1, CharSet.Token, 36);
        return end - colon - 1 == 35 ? end : 0;
    }

    private static int ReadMailchimp(TextCursor cursor, int start)
    {
        int dash = cursor.Skip(start, CharSet.Hex, 33);
        if (dash - start != 32 || !cursor.IsExactlyAt(dash, "-us"))
        {
            return 0;
        }

        foreach (char character in cursor.Read(start, dash))
        {
            if (Chars.IsUpper(character))
            {
                return 0;
            }
        }

        int end = cursor.Skip(dash + 3, CharSet.Digits, 3);
        return end - dash - 3 is 1 or 2 && !Chars.IsWord(cursor[end]) ? end : 0;
    }

    // An id of 24 to 26 characters, which begins as numbers of today's length do, perhaps behind other letters.
    private static bool HoldsId(ReadOnlySpan<char> part)
    {
        int at = part.IndexOfAny('M', 'N', 'O');
        return at >= 0 && part.Length - at is >= 24 and <= 26;
    }

    // <id in base64>.<time>.<signature>: 24 to 28, 6, 27 or more characters.
    private static int ReadDiscord(TextCursor cursor, int start)
    {
        int first = cursor.Skip(start, CharSet.Token, 29);
        if (first - start is < 24 or > 28 || cursor[first] != '.' || !HoldsId(cursor.Read(start, first)))
        {
            return 0;
        }

        int second = cursor.Skip(first + 1, CharSet.Token, 7);
        if (second - first - 1 != 6 || cursor[second] != '.')
        {
            return 0;
        }

        int end = cursor.Skip(second + 1, CharSet.Token, 46);
        return end - second - 1 is >= 27 and <= 45 && Randomness.HasDigit(cursor.Read(start, first))
            && Randomness.HasDigit(cursor.Read(second, end))
            && cursor.Read(start, first).IndexOfAnyInRange('A', 'Z') >= 0 ? end : 0;
    }
}
