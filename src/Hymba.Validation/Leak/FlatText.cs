using Hymba.Validation.Deobfuscation;

namespace Hymba.Validation.Leak;

/// <summary>
/// Letters and digits of a text in lower case, with the place of each: spacing, punctuation, markup, look-alikes, styled and invisible forms hide nothing
/// then.
/// </summary>
internal sealed class FlatText
{
    private const int TagBase = 0xE0000;

    private readonly string _text;
    private readonly char[] _characters;
    private readonly int[] _places;

    public FlatText(string text, int from = 0)
    {
        _text = text;
        _characters = new char[text.Length - from];
        _places = new int[text.Length - from];
        for (int i = from; i < text.Length; i += Units(i))
        {
            char folded = text[i] < 0x80 ? text[i] : Fold(i);
            if (char.IsLetterOrDigit(folded))
            {
                _places[Length] = i;
                _characters[Length++] = char.ToLowerInvariant(folded);
            }
        }
    }

    public int Length { get; private set; }

    public ReadOnlySpan<char> Characters => _characters.AsSpan(0, Length);

    /// <summary>Place in the text of a character.</summary>
    public int Place(int index) => _places[index];

    /// <summary>Behind a character.</summary>
    public int End(int index) => _places[index] + Units(_places[index]);

    private int Units(int place) => place + 1 < _text.Length && char.IsSurrogatePair(_text[place], _text[place + 1]) ? 2 : 1;

    private char Fold(int place)
    {
        int rune = Units(place) == 2 ? char.ConvertToUtf32(_text[place], _text[place + 1]) : _text[place];
        return PlainForms.TryFind(rune, out char plain) ? plain
            : Invisible.IsTag(rune) ? (char)(rune - TagBase)
            : _text[place];
    }
}
