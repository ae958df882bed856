namespace Hymba.JsonSchema.Patterns;

/// <summary>What follows a backslash.</summary>
/// <param name="text">The pattern, behind the backslash.</param>
/// <param name="isStrict">Whether only what ECMA-262 defines is taken.</param>
internal sealed class PatternEscapes(PatternText text, bool isStrict)
{
    private const int ControlMask = 0x1F;
    private const int LastCodePoint = 0x10FFFF;

    /// <summary>Takes a place; null where something else comes.</summary>
    public PatternPlace? Place()
        => text.Take("b") ? PatternPlace.WordBorder
            : text.Take("B") ? PatternPlace.NoWordBorder
            : isStrict ? null
            : text.Take("A") ? PatternPlace.Start
            : text.Take("z") || text.Take("Z") ? PatternPlace.End
            : null;

    /// <summary>Takes a character or a set of them.</summary>
    public CodePointSet Set(bool inClass)
    {
        int c = text.Next();
        return c switch
        {
            'd' => CodePointSet.Digits,
            'D' => CodePointSet.Digits.Complement(),
            'w' => CodePointSet.Word,
            'W' => CodePointSet.Word.Complement(),
            's' => CodePointSet.Space,
            'S' => CodePointSet.Space.Complement(),
            'p' => Property(),
            'P' => Property().Complement(),
            >= '1' and <= '9' when isStrict && !inClass => ByNumber(c - '0'),
            'k' when isStrict && !inClass => ByName(),
            _ => CodePointSet.Single(Character(c, inClass)),
        };
    }

    /// <summary>The highest number of a group that is referred to; only where the pattern is strict, which is then not matched.</summary>
    public int HighestReference { get; private set; }

    /// <summary>The names of groups that are referred to.</summary>
    public HashSet<string> NamedReferences { get; } = new(StringComparer.Ordinal);

    private CodePointSet ByNumber(int number)
    {
        const int Beyond = 1 << 20;
        while (!text.IsAtEnd && char.IsAsciiDigit(text.Peek))
        {
            number = Math.Min(Beyond, (number * 10) + text.Next() - '0');
        }

        HighestReference = Math.Max(HighestReference, number);
        return CodePointSet.None;
    }

    private CodePointSet ByName()
    {
        NamedReferences.Add((text.Take("<") ? text.TakeName('>') : null) ?? throw new PatternException("\\k must be followed by a name."));
        return CodePointSet.None;
    }

    private int Character(int c, bool inClass)
    {
        switch (c)
        {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return '\v';
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case 'b' when inClass:
                return '\b';
            case 'c' when !text.IsAtEnd && char.IsAsciiLetter(text.Peek):
                return text.Next() & ControlMask;
            case 'x' when text.TakeHex(2) is int code:
                return code;
            case 'u':
                return Unicode();
            case '0' when text.IsAtEnd || !char.IsAsciiDigit(text.Peek):
                return 0;
            case (>= '1' and <= '9') or 'k' when !inClass && !isStrict:
                throw new PatternException("a back reference cannot be matched in linear time, and is not supported.");
            case '^' or '$' or '\\' or '.' or '*' or '+' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '|' or '/':
                return c;
            case '-' when inClass:
                return c;
            default:
                // Other dialects escape whatever is neither letter nor digit.
                return isStrict || c > 0xFFFF || char.IsLetterOrDigit((char)c)
                    ? throw new PatternException($"\\{char.ConvertFromUtf32(c is >= 0xD800 and <= 0xDFFF ? 0xFFFD : c)} is no escape.")
                    : c;
        }
    }

    private int Unicode()
    {
        const int MostHexDigits = 6;
        if (text.Take("{"))
        {
            // Leading zeros are allowed; more than six other digits are beyond the last code point.
            string? digits = text.TakeUntil('}');
            string significant = digits?.TrimStart('0') ?? string.Empty;
            bool isCode = digits is { Length: > 0 } && significant.Length <= MostHexDigits && digits.All(char.IsAsciiHexDigit);
            int code = isCode && significant.Length > 0 ? Convert.ToInt32(significant, 16) : 0;
            return isCode && code <= LastCodePoint ? code : throw new PatternException("\\u{ begins no code point.");
        }

        int unit = text.TakeHex(4) ?? throw new PatternException("\\u must be followed by four hexadecimal digits.");
        if (char.IsHighSurrogate((char)unit) && text.TakeLowSurrogate() is char low)
        {
            return char.ConvertToUtf32((char)unit, low);
        }

        return unit;
    }

    private CodePointSet Property()
    {
        string? name = text.Take("{") ? text.TakeUntil('}') : null;
        if (name is null && !isStrict && !text.IsAtEnd)
        {
            // \pL, as other dialects have it.
            name = ((char)text.Next()).ToString();
        }

        return name is null ? throw new PatternException("\\p must be followed by a property in braces.")
            : UnicodeProperty.Find(name) ?? throw new PatternException($"the Unicode property \"{name}\" is not known.");
    }
}
