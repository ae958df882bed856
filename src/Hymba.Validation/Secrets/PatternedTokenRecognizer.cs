using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>
/// Tokens that have a mark in the middle: client secrets of Azure (<c>Q~</c> behind three characters and a digit), app tokens of Facebook (a number
/// and a bar), secret keys of 1Password (groups behind <c>A3-</c>).
/// </summary>
internal sealed class PatternedTokenRecognizer() : Recognizer(LetterChars + DigitChars + "~._")
{
    private static readonly ScanRule Azure = SecretRules.Of("azure-client-secret");
    private static readonly ScanRule Facebook = SecretRules.Of("facebook-token");
    private static readonly ScanRule OnePassword = SecretRules.Of("onepassword-key");
    private static readonly CharSet AzureChars = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~.-");

    /// <inheritdoc/>
    public override IEnumerable<ScanRule> Rules => [Azure, Facebook, OnePassword];

    /// <inheritdoc/>
    public override bool TryMatch(TextCursor cursor, int start, out Candidate match)
    {
        match = default;
        if (Chars.IsWord(cursor[start - 1]))
        {
            return false;
        }

        int end;
        ScanRule rule;
        if ((end = ReadAzure(cursor, start)) > 0)
        {
            rule = Azure;
        }
        else if ((end = ReadFacebook(cursor, start)) > 0)
        {
            rule = Facebook;
        }
        else if ((end = ReadOnePassword(cursor, start)) > 0)
        {
            rule = OnePassword;
        }
        else
        {
            return false;
        }

        match = new Candidate(rule, start, end, Confidence: 0.9);
        return !cursor.Read(start, end).Contains("xxxx", StringComparison.OrdinalIgnoreCase);
    }

    private static int ReadAzure(TextCursor cursor, int start)
    {
        for (int i = 0; i < 3; i++)
        {
            if (cursor[start + i] == '-' || !AzureChars.Contains(cursor[start + i]))
            {
                return 0;
            }
        }

        if (!Chars.IsDigit(cursor[start + 3]) || cursor[start + 4] != 'Q' || cursor[start + 5] != '~')
        {
            return 0;
        }

        int end = cursor.Skip(start + 6, AzureChars, 35);
        return end - start - 6 is >= 31 and <= 34 ? end : 0;
    }

    private static int ReadFacebook(TextCursor cursor, int start)
    {
        int bar = cursor.Skip(start, CharSet.Digits, 17);
        if (bar - start is < 15 or > 16 || cursor[bar] != '|')
        {
            return 0;
        }

        int end = cursor.Skip(bar + 1, CharSet.Token, 41);
        return end - bar - 1 is >= 27 and <= 40 ? end : 0;
    }

    // Six characters, eleven or six and five, then three times five.
    private static int ReadOnePassword(TextCursor cursor, int start)
    {
        if (!cursor.IsExactlyAt(start, "A3-"))
        {
            return 0;
        }

        int index = start + 3;
        int groups = 0;
        int characters = 0;
        while (groups < 7)
        {
            int end = cursor.Skip(index, CharSet.UpperAlphanumeric, 12);
            if (end - index is not (5 or 6 or 11))
            {
                return 0;
            }

            groups++;
            characters += end - index;
            index = end;
            if (cursor[end] != '-')
            {
                break;
            }

            index++;
        }

        return characters == 32 && groups is 5 or 6 && !Chars.IsWord(cursor[index]) ? index : 0;
    }
}
