using System.Buffers;

namespace Hymba.Validation.Scanning;

/// <summary>
/// Words before a number that tell what it is. Only what lies before: what follows is not known yet while a text is streamed.
/// </summary>
internal sealed class ContextWords(params string[] words)
{
    private readonly SearchValues<string> _any = SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many characters before a place are looked at.</summary>
    public const int Window = 48;

    /// <summary>No words.</summary>
    public static ContextWords None { get; } = new();

    /// <summary>Whether one of the words stands closely before, on word borders, letter case aside.</summary>
    public bool PrecedeAt(TextCursor cursor, int start)
    {
        ReadOnlySpan<char> before = cursor.Before(start, Window);
        if (!before.ContainsAny(_any))
        {
            return false;
        }

        foreach (string word in words)
        {
            if (Contains(before, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is one of the words, letter case aside.</summary>
    public bool Has(ReadOnlySpan<char> word)
    {
        foreach (string known in words)
        {
            if (word.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(ReadOnlySpan<char> text, string word)
    {
        int from = 0;
        while (true)
        {
            int found = text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return false;
            }

            int start = from + found;
            int end = start + word.Length;
            bool left = start == 0 || !char.IsLetter(text[start - 1]) || !char.IsLetter(word[0]);
            int plural = end < text.Length && Chars.Lower(text[end]) == 's' ? 1 : 0;
            bool right = end + plural >= text.Length || !char.IsLetter(text[end + plural]);
            if (left && right)
            {
                return true;
            }

            from = start + 1;
        }
    }
}
