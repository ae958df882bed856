namespace Hymba.Validation.Repetition;

/// <summary>A stretch without white space.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">Unit behind the last.</param>
/// <param name="Hash">Hash of the text, case apart.</param>
/// <param name="HasLetter">It holds a letter.</param>
internal readonly record struct Token(int Start, int End, int Hash, bool HasLetter)
{
    /// <summary>Splits a text.</summary>
    public static List<Token> Split(string text)
    {
        var tokens = new List<Token>();
        for (int i = 0; i < text.Length; i++)
        {
            int start = i;
            bool letter = false;
            while (i < text.Length && !char.IsWhiteSpace(text[i]))
            {
                letter |= char.IsLetter(text[i]);
                i++;
            }

            if (i > start)
            {
                tokens.Add(new(start, i, string.GetHashCode(text.AsSpan(start, i - start), StringComparison.OrdinalIgnoreCase), letter));
            }
        }

        return tokens;
    }
}
