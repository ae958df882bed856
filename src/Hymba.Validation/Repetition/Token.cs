namespace Hymba.Validation.Repetition;

/// <summary>A stretch without white space.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">Unit behind the last.</param>
/// <param name="Hash">Hash of the text, case apart.</param>
/// <param name="HasLetter">It holds a letter.</param>
/// <param name="HasDigit">It holds a digit.</param>
internal readonly record struct Token(int Start, int End, int Hash, bool HasLetter, bool HasDigit)
{
    private const int Longest = 64;

    /// <summary>Splits a text; a longer stretch counts as several.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin; no token lies over it.</param>
    public static List<Token> Split(string text, int from = 0)
    {
        var tokens = new List<Token>();
        for (int i = from; i < text.Length;)
        {
            int start = i;
            (bool letter, bool digit) = (false, false);
            while (i < text.Length && i - start < Longest && !char.IsWhiteSpace(text[i]))
            {
                letter |= char.IsLetter(text[i]);
                digit |= char.IsAsciiDigit(text[i]);
                i++;
            }

            if (i == start)
            {
                i++;
                continue;
            }

            tokens.Add(new(start, i, string.GetHashCode(text.AsSpan(start, i - start), StringComparison.OrdinalIgnoreCase), letter, digit));
        }

        return tokens;
    }

    /// <summary>Whether more text could make it longer.</summary>
    public bool IsOpen(string text) => End == text.Length && End - Start < Longest;
}
