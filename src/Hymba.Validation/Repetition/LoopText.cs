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

    /// <summary>Whether a loop of characters is no drawing, table or figure of speech.</summary>
    /// <param name="start">Its last piece.</param>
    /// <param name="end">Behind it.</param>
    /// <param name="length">How long the loop is.</param>
    public bool IsRunaway(int start, int end, int length)
    {
        ReadOnlySpan<char> piece = _text.AsSpan(start, end - start);
        bool hasLetter = false;
        foreach (char c in piece)
        {
            hasLetter |= char.IsLetter(c);
        }

        return length >= LongestLoop(piece.ContainsAnyInRange('0', '9'), hasLetter);
    }

    /// <summary>Whether a loop of words is none.</summary>
    /// <param name="first">The first word of the last copy.</param>
    /// <param name="last">Its last word.</param>
    /// <param name="words">How many words the loop has.</param>
    public bool IsRunawayOfWords(int first, int last, int words)
    {
        int copies = words / (last + 1 - first);
        return (long)copies * (Length(first, last) + 1) >= LongestLoop(Any(first, last, token => token.HasDigit), Any(first, last, token => token.HasLetter));
    }

    // Code, logs and songs repeat their lines; numbers, also with a prefix or a unit, come in tables; rules and spaces are drawn long. What has no end
    // goes on for longer.
    private static int LongestLoop(bool hasDigit, bool hasLetter) => hasDigit ? 2001 : hasLetter ? 401 : 4001;

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
        int first = last + 1 - period, length = Length(first, last);
        return !Any(first, last, token => token.HasLetter) ? Math.Max(12, 2000 / (length + 1))
            : period == 1 ? Math.Max(12, 60 / length) : length >= 10 ? PhraseCopies : 12;
    }

    private int Length(int first, int last) => Tokens[last].End - Tokens[first].Start;

    private bool Any(int first, int last, Func<Token, bool> holds)
    {
        for (int i = first; i <= last; i++)
        {
            if (holds(Tokens[i]))
            {
                return true;
            }
        }

        return false;
    }
}
