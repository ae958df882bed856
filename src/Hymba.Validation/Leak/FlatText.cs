namespace Hymba.Validation.Leak;

/// <summary>Letters and digits of a text in lower case, with the place of each: spacing, punctuation and markup hide nothing then.</summary>
internal sealed class FlatText
{
    private readonly char[] _characters;
    private readonly int[] _places;

    public FlatText(string text, int from = 0)
    {
        _characters = new char[text.Length - from];
        _places = new int[text.Length - from];
        for (int i = from; i < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i]))
            {
                _places[Length] = i;
                _characters[Length++] = char.ToLowerInvariant(text[i]);
            }
        }
    }

    public int Length { get; private set; }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, Length);

    /// <summary>Place in the text of a character.</summary>
    public int Place(int index) => _places[index];
}
