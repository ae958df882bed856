namespace Hymba.Validation.Suffix;

/// <summary>
/// The shape of writing: letters by their case or script, digits, spaces, and each symbol as itself. A run of the same counts as two, so that
/// <c>Hello, world!</c> is <c>Aaa, aa!</c>.
/// </summary>
internal static class TextShape
{
    /// <summary>In place of a unit that only prolongs a run.</summary>
    public const char None = '\0';

    private const char Upper = 'A';
    private const char Lower = 'a';
    private const char Greek = 'γ';
    private const char Cyrillic = 'я';
    private const char MiddleEast = 'ب';
    private const char FarEast = '漢';
    private const char Digit = '0';
    private const char Other = '¤';

    private const int GreekBegin = 0x370;
    private const int CyrillicBegin = 0x400;
    private const int CyrillicEnd = 0x530;
    private const int LatinAdditionalBegin = 0x1E00;
    private const int LatinAdditionalEnd = 0x1F00;
    private const int FarEastBegin = 0x2000;

    /// <summary>The shape of each UTF-16 unit.</summary>
    public static char[] Of(string text)
    {
        var shape = new char[text.Length];
        var (last, run) = (None, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var kind = KindOf(text[i]);
            run = kind == last ? run + 1 : 1;
            last = kind;
            shape[i] = run > 2 && IsRun(kind) ? None : kind;
        }

        return shape;
    }

    private static bool IsRun(char kind) => kind is Upper or Lower or Greek or Cyrillic or MiddleEast or FarEast or Digit or Other or ' ';

    private static char KindOf(char unit)
    {
        if (char.IsLetter(unit))
        {
            return LetterKind(unit);
        }

        return unit == '\n' ? unit
            : char.IsWhiteSpace(unit) ? ' '
            : char.IsDigit(unit) ? Digit
            : char.IsAscii(unit) ? unit
            : Other;
    }

    private static char LetterKind(char letter) => (int)letter switch
    {
        < GreekBegin or >= LatinAdditionalBegin and < LatinAdditionalEnd => char.IsUpper(letter) ? Upper : Lower,
        < CyrillicBegin => Greek,
        < CyrillicEnd => Cyrillic,
        < FarEastBegin => MiddleEast,
        _ => FarEast,
    };
}
