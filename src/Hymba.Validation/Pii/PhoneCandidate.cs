using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>
/// A run that may be a telephone number: digits, single separators, brackets around an area code, a plus sign, an extension.
/// </summary>
internal ref struct PhoneCandidate
{
    private const int MaxDigits = 17;
    private const int MaxGroups = 8;

    private readonly Span<char> _digits;
    private readonly Span<int> _groups;

    private PhoneCandidate(Span<char> digits, Span<int> groups)
    {
        _digits = digits;
        _groups = groups;
    }

    /// <summary>Room for digits.</summary>
    public static int DigitRoom => MaxDigits + 1;

    /// <summary>Room for lengths of groups.</summary>
    public static int GroupRoom => MaxGroups + 1;

    /// <summary>Whether it begins with a plus sign.</summary>
    public bool IsInternational { get; private set; }

    /// <summary>Whether an area code stands in brackets.</summary>
    public bool HasBrackets { get; private set; }

    /// <summary>Index behind the last digit.</summary>
    public int End { get; private set; }

    /// <summary>The first separator; NUL for none.</summary>
    public char Separator { get; private set; }

    /// <summary>Whether all separators are the same.</summary>
    public bool IsUniform { get; private set; }

    /// <summary>Its digits; a national prefix in brackets behind the country code ("+46 (0)8") is left out.</summary>
    public ReadOnlySpan<char> Digits { get; private set; }

    /// <summary>Lengths of its groups.</summary>
    public ReadOnlySpan<int> Groups { get; private set; }

    /// <summary>Reads the run; its digits are none where it is too long to be a number.</summary>
    public static PhoneCandidate Read(TextCursor cursor, int start, Span<char> digits, Span<int> groups)
    {
        var result = new PhoneCandidate(digits, groups) { IsInternational = cursor[start] == '+', IsUniform = true };
        int count = 0;
        int groupCount = 0;
        int index = result.IsInternational ? start + 1 : start;
        while (true)
        {
            bool bracket = cursor[index] == '(';
            int from = bracket ? index + 1 : index;
            int to = cursor.Skip(from, CharSet.Digits, MaxDigits - count + 1);
            int length = to - from;
            if (length == 0 || (bracket && (cursor[to] != ')' || result.HasBrackets)))
            {
                break;
            }

            if (count + length > MaxDigits || groupCount == MaxGroups)
            {
                return default;
            }

            result.HasBrackets |= bracket;
            if (!(bracket && groupCount > 0 && length == 1 && cursor[from] == '0'))
            {
                cursor.Read(from, to).CopyTo(result._digits[count..]);
                count += length;
                result._groups[groupCount++] = length;
            }

            result.End = bracket ? to + 1 : to;
            index = result.End;
            char separator = cursor[index];
            if (separator is ' ' or '-' or '.' or '/' or '\u00A0' && (Chars.IsDigit(cursor[index + 1]) || cursor[index + 1] == '('))
            {
                result.IsUniform &= result.Separator == '\0' || result.Separator == separator;
                result.Separator = result.Separator == '\0' ? separator : result.Separator;
                index++;
            }
            else if (!bracket && separator != '(')
            {
                break;
            }
        }

        result.Digits = digits[..count];
        result.Groups = groups[..groupCount];
        return result;
    }

    /// <summary>Index behind an extension ("x123", "ext. 5"), or <see cref="End"/>.</summary>
    public readonly int ReadExtension(TextCursor cursor)
    {
        int index = cursor.Skip(End, CharSet.Blanks, 1);
        foreach (string word in (ReadOnlySpan<string>)["extension", "ext.", "ext", "x"])
        {
            if (cursor.IsAt(index, word))
            {
                int from = cursor.Skip(index + word.Length, CharSet.Blanks, 1);
                int to = cursor.Skip(from, CharSet.Digits, 8);
                return to - from is >= 1 and <= 7 && !Chars.IsWord(cursor[to]) ? to : End;
            }
        }

        return End;
    }
}
