namespace Hymba.Validation.Repetition;

/// <summary>A window as the sequences in which loops are looked for, and how many copies are too many in it.</summary>
internal sealed class LoopText
{
    /// <summary>Copies of a phrase in a row that are too many.</summary>
    public const int PhraseCopies = 3;

    private readonly string _text;
    private readonly int[] _units;
    private readonly int[] _hashes;
    private readonly Func<int, int, int> _characterCopies;
    private readonly Func<int, int, int> _wordCopies;

    /// <param name="text">The window.</param>
    /// <param name="tokens">Its tokens, the last ones before the window first.</param>
    public LoopText(string text, List<Token> tokens)
    {
        (_text, Tokens, _units, _hashes) = (text, tokens, new int[text.Length], new int[tokens.Count]);
        (_characterCopies, _wordCopies) = (CharacterCopies, WordCopies);
        for (int i = 0; i < _units.Length; i++)
        {
            _units[i] = text[i];
        }

        for (int i = 0; i < _hashes.Length; i++)
        {
            _hashes[i] = tokens[i].Hash;
        }
    }

    public List<Token> Tokens { get; }

    /// <summary>Moves on to a character; see <see cref="LoopScan.Advance"/>.</summary>
    public int AdvanceCharacter(LoopScan loops, int index) => loops.Advance(_units, index, _characterCopies);

    /// <summary>Moves on to a token; see <see cref="LoopScan.Advance"/>.</summary>
    public int AdvanceWord(LoopScan loops, int index) => loops.Advance(_hashes, index, _wordCopies);

    /// <summary>Whether a loop of words is none of speech: six copies of it are no figure.</summary>
    public bool IsRunaway(int first, int period)
    {
        int before = first - (5 * period);
        return period == 1 || (before >= 0 && _hashes.AsSpan(before, 5 * period).SequenceEqual(_hashes.AsSpan(before + period, 5 * period)));
    }

    // Rules and spaces are drawn long, numbers come in tables.
    private int CharacterCopies(int period, int last)
    {
        int kind = 0;
        foreach (char c in _text.AsSpan(last + 1 - period, period))
        {
            kind = Math.Max(kind, char.IsLetter(c) ? 2 : char.IsDigit(c) ? 1 : 0);
        }

        return Math.Max(8, (kind switch { 2 => 96, 1 => 400, _ => 2000 }) / period);
    }

    private int WordCopies(int period, int last)
    {
        bool letter = false;
        for (int i = last + 1 - period; i <= last; i++)
        {
            letter |= Tokens[i].HasLetter;
        }

        int length = Tokens[last].End - Tokens[last + 1 - period].Start;
        return !letter ? 0 : period == 1 ? Math.Max(12, 60 / length) : length >= 10 ? PhraseCopies : 12;
    }
}
