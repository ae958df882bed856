namespace Hymba.Validation.Patterns;

/// <summary>
/// A set of characters: each ASCII character, three kinds of other characters (letters and digits, white space, the rest), and
/// single characters beyond ASCII. Immutable once handed on.
/// </summary>
internal sealed class CharacterSet
{
    private readonly bool[] _ascii = new bool[128];
    private readonly HashSet<char> _listed = [];

    public bool OtherWord { get; private set; }

    public bool OtherSpace { get; private set; }

    public bool OtherRest { get; private set; }

    public IReadOnlyCollection<char> Listed => _listed;

    private bool ListedAreExceptions { get; set; }

    public static CharacterSet Word()
    {
        var set = new CharacterSet { OtherWord = true };
        set.Add('a', 'z');
        set.Add('A', 'Z');
        set.Add('0', '9');
        set.Add('_');
        return set;
    }

    public static CharacterSet Digit()
    {
        var set = new CharacterSet();
        set.Add('0', '9');
        return set;
    }

    public static CharacterSet Space()
    {
        var set = new CharacterSet { OtherSpace = true };
        set.Add('\t', '\r');
        set.Add(' ');
        return set;
    }

    public static CharacterSet Of(char character)
    {
        var set = new CharacterSet();
        set.Add(character);
        return set;
    }

    public void Add(char character)
    {
        if (character < 128)
        {
            _ascii[character] = true;
        }
        else
        {
            _listed.Add(character);
        }
    }

    public void Add(char first, char last)
    {
        for (int c = first; c <= last; c++)
        {
            Add((char)c);
        }
    }

    public void Add(CharacterSet other)
    {
        for (int c = 0; c < 128; c++)
        {
            _ascii[c] |= other._ascii[c];
        }

        OtherWord |= other.OtherWord;
        OtherSpace |= other.OtherSpace;
        OtherRest |= other.OtherRest;
        _listed.UnionWith(other._listed);
    }

    public CharacterSet Negated()
    {
        var set = new CharacterSet
        {
            OtherWord = !OtherWord,
            OtherSpace = !OtherSpace,
            OtherRest = !OtherRest,
            ListedAreExceptions = true,
        };
        set._listed.UnionWith(_listed);
        for (int c = 0; c < 128; c++)
        {
            set._ascii[c] = !_ascii[c];
        }

        return set;
    }

    /// <summary>Adds the other case of every character.</summary>
    public CharacterSet IgnoringCase()
    {
        for (char c = 'a'; c <= 'z'; c++)
        {
            bool either = _ascii[c] || _ascii[c - 32];
            _ascii[c] = either;
            _ascii[c - 32] = either;
        }

        foreach (char c in _listed.ToArray())
        {
            _listed.Add(char.ToLowerInvariant(c));
        }

        return this;
    }

    public bool Contains(char character)
    {
        if (character < 128)
        {
            return _ascii[character];
        }

        if (_listed.Contains(character))
        {
            return !ListedAreExceptions;
        }

        return char.IsLetterOrDigit(character) ? OtherWord : char.IsWhiteSpace(character) ? OtherSpace : OtherRest;
    }
}
