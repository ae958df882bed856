using System.Buffers;
using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>
/// How random a value looks, and what looks random but is none: placeholders, samples, hashes by name, names in programs.
/// </summary>
internal static class Randomness
{
    private const int LongestRepeat = 5;
    private const int LongestAlphabet = 16;
    private const int AllDigits = 10;

    private static readonly SearchValues<string> Placeholders = SearchValues.Create(
    [
        "example", "placeholder", "your", "xxxx", "redacted", "changeme", "change_me", "replace", "insert", "dummy", "sample", "put_",
        "_here", "-here", "<", ">", "${", "{{", "}}", "$(", "****", "...", "todo", "fixme", "n/a", "undefined", "null", "none",
        "localhost", "ENC[",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>Shannon entropy in bits per character.</summary>
    public static double Entropy(ReadOnlySpan<char> value)
    {
        Span<int> counts = stackalloc int[128];
        counts.Clear();
        foreach (char character in value)
        {
            counts[character & 127]++;
        }

        double entropy = 0;
        foreach (int count in counts)
        {
            if (count > 0)
            {
                double share = (double)count / value.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }

    /// <summary>Whether it stands for a value rather than being one.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty || IsRepetitive(value))
        {
            return true;
        }

        if (value[0] is '$' or '%' or '{' or '[' or '(' && !HasDigit(value))
        {
            return true;
        }

        return value.ContainsAny(Placeholders);
    }

    /// <summary>Whether one character fills it, or a long stretch of it.</summary>
    public static bool IsRepetitive(ReadOnlySpan<char> value)
    {
        int run = 1;
        for (int i = 1; i < value.Length; i++)
        {
            run = value[i] == value[i - 1] ? run + 1 : 1;
            if (run > LongestRepeat && value[i] != '-')
            {
                return true;
            }
        }

        return value.Length > 3 && value.IndexOfAnyExcept(value[0]) < 0;
    }

    /// <summary>Whether a stretch of it is the alphabet or all digits in order, as in made-up examples.</summary>
    public static bool IsAlphabet(ReadOnlySpan<char> value)
    {
        int run = 1;
        for (int i = 1; i < value.Length; i++)
        {
            run = value[i] == value[i - 1] + 1 ? run + 1 : 1;
            if (run >= (Chars.IsDigit(value[i]) ? AllDigits : LongestAlphabet))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether letters, capitals and digits take turns as in random text, separators aside; in words joined by hyphens and names of programs
    /// they do not.
    /// </summary>
    public static bool IsMixed(ReadOnlySpan<char> value)
    {
        int changes = 0;
        int counted = 0;
        int last = -1;
        foreach (char character in value)
        {
            int kind = Chars.IsDigit(character) ? 0 : Chars.IsUpper(character) ? 1 : Chars.IsLetter(character) ? 2 : -1;
            if (kind >= 0)
            {
                changes += last >= 0 && kind != last ? 1 : 0;
                counted++;
                last = kind;
            }
        }

        return changes * 7 >= counted * 2;
    }

    /// <summary>Whether a digit occurs.</summary>
    public static bool HasDigit(ReadOnlySpan<char> value) => value.IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>Whether a letter occurs.</summary>
    public static bool HasLetter(ReadOnlySpan<char> value)
        => value.IndexOfAnyInRange('a', 'z') >= 0 || value.IndexOfAnyInRange('A', 'Z') >= 0;

    /// <summary>Hexadecimal digits alone.</summary>
    public static bool IsHex(ReadOnlySpan<char> value)
    {
        foreach (char character in value)
        {
            if (!Chars.IsHex(character))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A file, an address of the web, or the name of a member: parts that are words.</summary>
    public static bool IsPathOrName(ReadOnlySpan<char> value)
    {
        if (value.Contains("://", StringComparison.Ordinal) || value.StartsWith("/") || value.StartsWith("./")
            || value.StartsWith("~/") || value.Contains('('))
        {
            return true;
        }

        return !HasDigit(value) && value.IndexOfAny('.', '_', '/') >= 0;
    }
}
