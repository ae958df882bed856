namespace Hymba.Validation.Injection;

/// <summary>
/// Undoes spellings that hide words from rules, unit by unit so that offsets stay: full-width letters, digits for letters, shuffled letters.
/// </summary>
internal static class FoldedText
{
    /// <summary>Folds a text; the result has its length.</summary>
    public static string Fold(string text) => string.Create(text.Length, text, static (result, source) =>
    {
        for (int i = 0; i < source.Length; i++)
        {
            result[i] = source[i] is >= '\uff01' and <= '\uff5e' ? (char)(source[i] - 0xfee0) : source[i];
        }

        for (int start = 0; start < result.Length;)
        {
            int end = start;
            bool letters = false;
            bool digits = false;
            while (end < result.Length && IsTokenPart(result[end]))
            {
                letters |= char.IsAsciiLetter(result[end]);
                digits |= char.IsAsciiDigit(result[end]) || result[end] is '@' or '$';
                end++;
            }

            // Numbers with a unit ("3rd", "10am"), escapes and entities stay.
            if (letters && digits && !IsNumber(result[start..end]) && (start == 0 || result[start - 1] is not ('\\' or '%' or '#' or '&')))
            {
                Replace(result[start..end]);
            }

            start = Math.Max(end, start + 1);
        }

        ScrambledWords.Undo(result);
    });

    private static bool IsTokenPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '@' or '$';

    private static bool IsNumber(ReadOnlySpan<char> token)
    {
        int digits = 0;
        while (digits < token.Length && char.IsAsciiDigit(token[digits]))
        {
            digits++;
        }

        return digits > 0 && token.Length - digits <= 3 && token[digits..].IndexOfAnyExceptInRange('A', 'z') < 0;
    }

    private static void Replace(Span<char> token)
    {
        const string From = "013457@$";
        const string To = "oieastas";
        foreach (ref char c in token)
        {
            int index = From.IndexOf(c, StringComparison.Ordinal);
            c = index < 0 ? c : To[index];
        }
    }
}
