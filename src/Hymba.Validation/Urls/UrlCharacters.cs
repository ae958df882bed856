namespace Hymba.Validation.Urls;

/// <summary>Kinds of characters in URLs.</summary>
internal static class UrlCharacters
{
    /// <summary>Longest label of a host, and longest scheme that is looked at.</summary>
    public const int MaxLabel = 63;

    /// <summary>Longest host.</summary>
    public const int MaxHost = 253;

    /// <summary>
    /// No URL reaches across it. Tabs are not among them: browsers drop them, so that <c>https://good.example\t@evil.example</c> is one URL.
    /// </summary>
    public static bool IsSeparator(char c) => c switch
    {
        '\t' => false,
        < (char)128 => c <= ' ',
        _ => !IsWide(c),
    };

    /// <summary>Letters, digits and marks beyond ASCII, which may stand in international hosts and in paths.</summary>
    public static bool IsWide(char c) => c >= 128 && char.GetUnicodeCategory(c) is
        System.Globalization.UnicodeCategory.LowercaseLetter or System.Globalization.UnicodeCategory.UppercaseLetter
        or System.Globalization.UnicodeCategory.OtherLetter or System.Globalization.UnicodeCategory.TitlecaseLetter
        or System.Globalization.UnicodeCategory.ModifierLetter or System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.DecimalDigitNumber;

    /// <summary>May stand in a host's label.</summary>
    public static bool IsLabel(char c) => c < 128 ? char.IsAsciiLetterOrDigit(c) || c is '-' or '_' : IsWide(c);

    /// <summary>May stand in a scheme.</summary>
    public static bool IsScheme(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '-';

    /// <summary>Ends every URL.</summary>
    public static bool IsStop(char c) => c is '<' or '>' or '"' or '`' or '|' or '^' || (c < ' ' && c != '\t') || IsSeparator(c);

    /// <summary>Punctuation that belongs to the sentence when it ends a URL.</summary>
    public static bool IsTrailing(char c) => c is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or '_' or '~' or '\\' or '\t';
}
