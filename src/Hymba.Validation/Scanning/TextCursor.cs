namespace Hymba.Validation.Scanning;

/// <summary>
/// Reads a text that may still grow and remembers whether anything was read that more text could change. A decision taken without
/// touching that part stands whatever follows, so one piece of code both finds and says what is settled.
/// </summary>
/// <param name="text">The text so far.</param>
/// <param name="known">How much of it more text cannot change.</param>
internal sealed class TextCursor(string text, int known)
{
    /// <summary>True once something was read that is not yet sure.</summary>
    public bool Undecided { get; private set; }

    /// <summary>How many characters were read: the work done.</summary>
    public long Reads { get; private set; }

    /// <summary>End of the last match: what stands before it belongs to that match.</summary>
    public int Floor { get; set; }

    /// <summary>The character there; NUL before the beginning and behind the end.</summary>
    public char this[int index]
    {
        get
        {
            Reads++;
            if ((uint)index < (uint)known)
            {
                return text[index];
            }

            if (index < 0)
            {
                return '\0';
            }

            Undecided = true;
            return index < text.Length ? text[index] : '\0';
        }
    }

    /// <summary>Index of the first character not in the set, at most <paramref name="limit"/> further.</summary>
    public int Skip(int index, CharSet set, int limit)
    {
        int end = index + limit;
        while (index < end && set.Contains(this[index]))
        {
            index++;
        }

        return index;
    }

    /// <summary>Whether the word stands there, letter case aside (ASCII).</summary>
    /// <param name="index">Where.</param>
    /// <param name="lower">In lower case.</param>
    public bool IsAt(int index, string lower)
    {
        for (int i = 0; i < lower.Length; i++)
        {
            if (Chars.Lower(this[index + i]) != lower[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether exactly these characters stand there.</summary>
    public bool IsExactlyAt(int index, string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (this[index + i] != value[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Characters that were read already, or stand before one that was.</summary>
    public ReadOnlySpan<char> Read(int start, int end) => text.AsSpan(start, end - start);

    /// <summary>What stands before an index, at most <paramref name="length"/> characters.</summary>
    public ReadOnlySpan<char> Before(int index, int length) => text.AsSpan()[Math.Max(0, index - length)..index];
}
