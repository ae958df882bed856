namespace Hymba.Validation.Repetition;

/// <summary>What is known of the loops in a text up to a place. Places count from the window's beginning.</summary>
internal sealed class LoopMemory
{
    // The longest period and as many copies before it as tell a runaway from a figure of speech.
    private const int KeptWords = 7 * LongestWordPeriod;
    private const int LongestWordPeriod = 48;
    private const int LongestCharacterPeriod = 12;
    private const int FewestCharacters = 90;

    private readonly LoopScan _characters;
    private readonly LoopScan _words;
    private readonly Token[] _last;

    private LoopMemory(LoopScan characters, LoopScan words, Token[] last, int next)
        => (_characters, _words, _last, Next) = (characters, words, last, next);

    /// <summary>Of the beginning of a text.</summary>
    public static LoopMemory Start { get; } = new(
        new LoopScan(LongestCharacterPeriod, FewestCharacters, 8, 32), new LoopScan(LongestWordPeriod, 0, LoopText.PhraseCopies, 1), [], 0);

    /// <summary>The characters' loops, a copy.</summary>
    public LoopScan Characters => _characters.Fork();

    /// <summary>The words' loops, a copy.</summary>
    public LoopScan Words => _words.Fork();

    /// <summary>Where the first token begins that ends behind the place.</summary>
    public int Next { get; }

    /// <summary>The last tokens before that.</summary>
    public IReadOnlyList<Token> Last => _last;

    /// <summary>What is known at a later place.</summary>
    /// <param name="text">The window.</param>
    /// <param name="from">This place.</param>
    /// <param name="to">The later one.</param>
    /// <param name="restart">Where the next window must begin.</param>
    public LoopMemory Advance(LoopText text, int from, int to, out int restart)
    {
        LoopScan characters = Characters;
        for (int i = from; i < to; i++)
        {
            text.AdvanceCharacter(characters, i);
        }

        LoopScan words = Words;
        List<Token> tokens = text.Tokens;
        int count = _last.Length;
        for (; count < tokens.Count && tokens[count].End <= to; count++)
        {
            text.AdvanceWord(words, count);
        }

        int next = count < tokens.Count ? Math.Min(to, tokens[count].Start) : to;
        restart = Math.Max(0, Math.Min(next, to - LongestCharacterPeriod));
        int moved = restart;
        int dropped = Math.Max(0, count - KeptWords);
        return new LoopMemory(
            characters.Fork(restart),
            words.Fork(dropped),
            [.. tokens.Take(dropped..count).Select(token => token with { Start = token.Start - moved, End = token.End - moved })],
            next - restart);
    }
}
