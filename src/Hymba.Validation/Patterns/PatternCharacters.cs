using System.Globalization;

namespace Hymba.Validation.Patterns;

/// <summary>Reads single characters, escapes and classes of patterns.</summary>
internal static class PatternCharacters
{
    /// <summary>Reads one character or class and moves behind it.</summary>
    public static CharacterSet Read(string pattern, ref int position)
    {
        char c = pattern[position];
        if (c == '[')
        {
            return Class(pattern, ref position);
        }

        if (c == '.')
        {
            position++;
            return CharacterSet.Of('\n').Negated();
        }

        return c == '\\' ? Escape(pattern, ref position, out _) : Single(c, ref position);
    }

    private static CharacterSet Single(char c, ref int position)
    {
        position++;
        return CharacterSet.Of(c);
    }

    private static CharacterSet Class(string pattern, ref int position)
    {
        int start = position++;
        bool negated = position < pattern.Length && pattern[position] == '^';
        position += negated ? 1 : 0;
        var set = new CharacterSet();
        for (bool first = true; ; first = false)
        {
            if (position >= pattern.Length)
            {
                throw new PatternSyntaxException(pattern, start, "unfinished class");
            }

            if (pattern[position] == ']' && !first)
            {
                position++;
                return negated ? set.Negated() : set;
            }

            Member(pattern, ref position, set);
        }
    }

    private static void Member(string pattern, ref int position, CharacterSet set)
    {
        char? low = One(pattern, ref position, out CharacterSet? kind);
        if (low is null)
        {
            set.Add(kind!);
            return;
        }

        if (position + 1 < pattern.Length && pattern[position] == '-' && pattern[position + 1] != ']')
        {
            int mark = position++;
            if (One(pattern, ref position, out _) is char high && high >= low)
            {
                set.Add(low.Value, high);
                return;
            }

            position = mark;
        }

        set.Add(low.Value);
    }

    private static char? One(string pattern, ref int position, out CharacterSet? kind)
    {
        kind = null;
        if (pattern[position] != '\\')
        {
            return pattern[position++];
        }

        kind = Escape(pattern, ref position, out char? single);
        return single;
    }

    private static CharacterSet Escape(string pattern, ref int position, out char? single)
    {
        if (position + 1 >= pattern.Length)
        {
            throw new PatternSyntaxException(pattern, position, "unfinished escape");
        }

        char c = pattern[position + 1];
        position += 2;
        single = null;
        switch (c)
        {
            case 'd': return CharacterSet.Digit();
            case 'D': return CharacterSet.Digit().Negated();
            case 'w': return CharacterSet.Word();
            case 'W': return CharacterSet.Word().Negated();
            case 's': return CharacterSet.Space();
            case 'S': return CharacterSet.Space().Negated();
            case 't': single = '\t'; break;
            case 'r': single = '\r'; break;
            case 'n': single = '\n'; break;
            case 'e': single = '\e'; break;
            case 'x': single = Hexadecimal(pattern, ref position, 2); break;
            case 'u': single = Hexadecimal(pattern, ref position, 4); break;
            default:
                single = char.IsLetterOrDigit(c) ? throw new PatternSyntaxException(pattern, position, $"'\\{c}' is not known") : c;
                break;
        }

        return CharacterSet.Of(single.Value);
    }

    private static char Hexadecimal(string pattern, ref int position, int digits)
    {
        if (position + digits > pattern.Length
            || !ushort.TryParse(pattern.AsSpan(position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort value))
        {
            throw new PatternSyntaxException(pattern, position, "malformed character number");
        }

        position += digits;
        return (char)value;
    }
}
