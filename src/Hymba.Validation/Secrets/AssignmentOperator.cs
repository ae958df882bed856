using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>
/// What stands between a name and its value: <c>=</c>, <c>:</c>, <c>:=</c>, <c>=></c>, <c>?=</c> and their like with a type or without; a comma
/// between two strings; the end of an opening tag; <c>value=</c> in the same tag; a blank behind an option of a command; a dash in front of a quotation
/// mark; the verb of a sentence.
/// </summary>
internal static class AssignmentOperator
{
    private const int LongestGap = 64;
    private const int LongestText = 256;
    private const int LongestType = 12;

    private static readonly CharSet Space = new(" \t\r\n");
    private static readonly CharSet Letters = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly ContextWords Types = new("string", "str", "text", "char", "auto", "const");

    /// <summary>Where the value begins; 0 where nothing is assigned.</summary>
    /// <param name="cursor">The text.</param>
    /// <param name="start">Where the name begins.</param>
    /// <param name="nameEnd">Where it ends.</param>
    /// <param name="prose">It is a sentence: what follows may be a word.</param>
    public static int Skip(TextCursor cursor, int start, int nameEnd, out bool prose)
    {
        int verb = SkipVerb(cursor, nameEnd);
        prose = verb > 0;
        return prose ? verb : SkipSyntax(cursor, start, nameEnd);
    }

    // token - "...", key is ..., key is: ...
    private static int SkipVerb(TextCursor cursor, int nameEnd)
    {
        if (cursor[nameEnd] != ' ' || cursor[nameEnd + 1] is not ('-' or 'i' or 'w'))
        {
            return 0;
        }

        if (cursor[nameEnd + 1] == '-')
        {
            return cursor[nameEnd + 2] == ' ' && IsQuote(cursor[nameEnd + 3]) ? nameEnd + 3 : 0;
        }

        int verb = cursor.IsExactlyAt(nameEnd, " is") ? nameEnd + 3 : cursor.IsExactlyAt(nameEnd, " was") ? nameEnd + 4 : 0;
        int value = verb + (cursor[verb] == ':' ? 1 : 0);
        return verb > 0 && cursor[value] == ' ' ? value + 1 : 0;
    }

    private static int SkipSyntax(TextCursor cursor, int start, int nameEnd)
    {
        if (cursor[start - 1] == '<' && cursor[nameEnd] == '>')
        {
            // <SECRET> is what stands for a value that was redacted.
            int text = cursor.Skip(nameEnd + 1, Space, LongestGap);
            return cursor.Read(start, nameEnd) is not SecretRules.Type && IsElement(cursor, text) ? text : 0;
        }

        // --name value
        if (cursor[start - 1] == '-' && cursor[start - 2] == '-' && cursor[nameEnd] == ' ')
        {
            return cursor.Skip(nameEnd, CharSet.Blanks, 4);
        }

        int index = nameEnd + (cursor[nameEnd] == '\\' ? 1 : 0);
        bool quoted = IsQuote(cursor[index]);
        index += quoted ? 1 : 0;
        index += cursor[index] == ']' ? 1 : 0;
        int sign = cursor.Skip(index, CharSet.Blanks, 4);
        int value = quoted ? SkipPair(cursor, sign) : 0;
        if (value > 0)
        {
            return value;
        }

        sign = SkipType(cursor, index, sign);
        value = SkipSign(cursor, sign);
        if (value == 0)
        {
            return 0;
        }

        value = cursor.Skip(value, CharSet.Blanks, 8);
        int typed = cursor[sign] == ':' ? SkipType(cursor, value - 1, value) : value;
        return typed > value && cursor[typed] == '=' ? cursor.Skip(typed + 1, CharSet.Blanks, 8) : value;
    }

    // One word and the closing tag: placeholders of redacted values look like tags that open.
    private static bool IsElement(TextCursor cursor, int start)
    {
        int end = start;
        while (end < start + LongestText && cursor[end] is > ' ' and not '<')
        {
            end++;
        }

        end = cursor.Skip(end, Space, LongestGap);
        return cursor[end] == '<' && cursor[end + 1] == '/';
    }

    // set("name", "value"), key="name" value="..."
    private static int SkipPair(TextCursor cursor, int index)
    {
        int value = index;
        if (cursor[index] == ',')
        {
            value = cursor.Skip(index + 1, CharSet.Blanks, 8);
        }
        else if (cursor.IsAt(index, "value"))
        {
            value = cursor.Skip(index + 5, CharSet.Blanks, 4);
            value = cursor[value] == '=' ? cursor.Skip(value + 1, CharSet.Blanks, 4) : index;
        }

        return value > index && IsQuote(cursor[value]) ? value : 0;
    }

    private static int SkipType(TextCursor cursor, int before, int index)
    {
        int end = index > before ? cursor.Skip(index, Letters, LongestType) : index;
        return end > index && Types.Has(cursor.Read(index, end)) ? cursor.Skip(end, CharSet.Blanks, 4) : index;
    }

    private static int SkipSign(TextCursor cursor, int index)
    {
        int colons = 0;
        while (colons < 3 && cursor[index + colons] == ':')
        {
            colons++;
        }

        index += colons;
        if (colons == 0 && cursor[index] is '?' or '.' or '+')
        {
            index++;
        }
        else if (colons == 0 && cursor[index] == '|' && cursor[index + 1] == '|')
        {
            index += 2;
        }
        else if (colons == 1 && cursor[index] != '=')
        {
            return cursor[index] == '/' ? 0 : index;
        }

        if (cursor[index] != '=')
        {
            return 0;
        }

        index += cursor[index + 1] is '=' or '>' ? 2 : 1;
        return cursor[index] is '=' or ':' or '/' ? 0 : index;
    }

    private static bool IsQuote(char character) => character is '"' or '\'' or '`';
}
