using Hymba.Validation.Patterns;

namespace Hymba.Validation.Repetition;

/// <summary>
/// Finds a reply that runs in circles: phrases in a row, loops that will not end, and, where limits are set, too large a share of repeated word
/// groups and too long a text. Findings lie on the surplus: the copies that are too many, the words beyond the limit.
/// </summary>
public sealed class RepetitionValidator : ITextValidator
{
    private const string Phrase = "repetition.phrase";
    internal const string Runaway = "repetition.runaway";
    private const string Ratio = "repetition.ratio";
    private const string Size = "repetition.size";

    private const int LongestWordPeriod = 48;
    private const int LongestCharacterPeriod = 12;
    private const int PhraseCopies = 3;
    private const int Window = 1024;
    private const int LoopingWords = 2;
    private const int LoopingCharacters = 40;
    private const int FewestGroups = 12;
    private const int FewestCharacters = 90;

    private readonly int? _maxCharacters;
    private readonly int? _maxWords;
    private readonly double? _maxRatio;
    private readonly int _groupWords;

    /// <param name="options">Settings; copied. Null: the defaults.</param>
    /// <exception cref="ArgumentException">A limit is negative, or groups have no words.</exception>
    public RepetitionValidator(RepetitionOptions? options = null)
    {
        IsDefault = options is null;
        options ??= new();
        if (options.MaxCharacters < 0 || options.MaxWords < 0 || options.MaxRepetitionRatio < 0 || options.GroupWords < 1)
        {
            throw new ArgumentException(
                $"Limits must not be negative: {options.MaxCharacters} units, {options.MaxWords} words, ratio {options.MaxRepetitionRatio}, "
                + $"groups of {options.GroupWords} words.",
                nameof(options));
        }

        (_maxCharacters, _maxWords, _maxRatio, _groupWords) = (options.MaxCharacters, options.MaxWords, options.MaxRepetitionRatio, options.GroupWords);
    }

    /// <summary>Whether it was made without settings.</summary>
    internal bool IsDefault { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [Phrase, Runaway, Ratio, Size];

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var found = new List<Finding>();
        Scan(text, found);
        found.ForEach(findings.Add);
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<Finding>();
        if (text.Length > 2 * Window && _maxCharacters is null && _maxWords is null && _maxRatio is null)
        {
            // Every loop that could be going on is longer than the periods looked for: the end of the text shows it.
            int from = text.Length - Window;
            while (from < text.Length && !char.IsWhiteSpace(text[from]))
            {
                from++;
            }

            int open = Scan(text[from..], found, isEnd: true);
            if (found.Count == 0 && open > 0)
            {
                return from + open;
            }

            found.Clear();
        }

        return OpenStart.Settle(Scan(text, found), found);
    }

    // Of the end of a text: 0 where a loop is under way, which must be followed from its beginning.
    private int Scan(string text, List<Finding> found, bool isEnd = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<Token> tokens = Token.Split(text);
        int sizeStart = SizeStart(text, tokens);
        bool isTokenOpen = tokens.Count > 0 && tokens[^1].End == text.Length;
        int open = isTokenOpen && (_maxWords is not null || _maxRatio < 1) ? tokens[^1].Start : text.Length;
        var surplus = new Surplus(sizeStart);
        if (_maxRatio is null or < 1)
        {
            open = Math.Min(open, ScanCharacters(text, surplus, isEnd));
            open = Math.Min(open, ScanWords(text, tokens, isTokenOpen, surplus, isEnd));
        }

        if (_maxRatio is double ratio and < 1)
        {
            ScanGroups(text, tokens, ratio, surplus);
        }

        foreach ((string rule, int start, int end) in surplus.Parts)
        {
            bool isLoop = rule == Runaway;
            found.Add(new(rule, "repetition", "REPETITION", start, end, isLoop ? Severity.Medium : Severity.Low, isLoop ? 0.9 : 0.5));
        }

        if (sizeStart < text.Length)
        {
            found.Add(new(Size, "repetition", "REPETITION", sizeStart, text.Length, Severity.Medium, 1));
            open = Math.Min(open, sizeStart);
        }

        return open;
    }

    private int SizeStart(string text, List<Token> tokens)
    {
        int byWords = _maxWords is int words && tokens.Count > words ? tokens[words].Start : text.Length;
        return Math.Min(byWords, Math.Min(_maxCharacters ?? text.Length, text.Length));
    }

    private static int ScanCharacters(string text, Surplus surplus, bool isEnd)
    {
        int[] items = new int[text.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = text[i];
        }

        var loops = new LoopScan(items, LongestCharacterPeriod, FewestCharacters, 8, 32);
        for (int i = 0; i < items.Length; i++)
        {
            int start = loops.Advance(i, (period, last) => CharacterCopies(text.AsSpan(last + 1 - period, period)));
            if (start >= 0)
            {
                surplus.Add(Runaway, start, i + 1);
            }
        }

        surplus.NextPass();
        return isEnd && loops.IsLooping(LoopingCharacters) ? 0 : loops.EarliestOpen(items.Length);
    }

    // Rules and spaces are drawn long, numbers come in tables.
    private static int CharacterCopies(ReadOnlySpan<char> unit)
    {
        int kind = 0;
        foreach (char c in unit)
        {
            kind = Math.Max(kind, char.IsLetter(c) ? 2 : char.IsDigit(c) ? 1 : 0);
        }

        return Math.Max(8, (kind switch { 2 => 96, 1 => 400, _ => 2000 }) / unit.Length);
    }

    private static int ScanWords(string text, List<Token> tokens, bool isTokenOpen, Surplus surplus, bool isEnd)
    {
        int[] items = new int[tokens.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = tokens[i].Hash;
        }

        int complete = isTokenOpen ? tokens.Count - 1 : tokens.Count;
        var phrases = new LoopScan(items, LongestWordPeriod, 0, PhraseCopies, 1);
        int open = 0;
        bool isLooping = false;
        for (int i = 0; i < items.Length; i++)
        {
            int start = phrases.Advance(i, (period, last) => WordCopies(tokens, period, last));
            if (start >= 0)
            {
                surplus.Add(IsRunaway(items, start, i + 1 - start) ? Runaway : Phrase, tokens[start].Start, tokens[i].End);
            }

            if (i == complete - 1)
            {
                open = phrases.EarliestOpen(complete);
                isLooping = phrases.IsLooping(LoopingWords);
            }
        }

        surplus.NextPass();
        return isEnd && isLooping ? 0 : open < tokens.Count ? tokens[open].Start : text.Length;
    }

    // Six copies of it are no figure of speech.
    private static bool IsRunaway(int[] items, int first, int period)
    {
        int before = first - (5 * period);
        return period == 1 || (before >= 0 && items.AsSpan(before, 5 * period).SequenceEqual(items.AsSpan(before + period, 5 * period)));
    }

    private static int WordCopies(List<Token> tokens, int period, int last)
    {
        bool letter = false;
        for (int i = last + 1 - period; i <= last; i++)
        {
            letter |= tokens[i].HasLetter;
        }

        int length = tokens[last].End - tokens[last + 1 - period].Start;
        return !letter ? 0 : period == 1 ? Math.Max(12, 60 / length) : length >= 10 ? PhraseCopies : 12;
    }

    private void ScanGroups(string text, List<Token> tokens, double ratio, Surplus surplus)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        int total = 0;
        for (int i = _groupWords - 1; i < tokens.Count; i++)
        {
            total++;
            seen.Add(string.Join(' ', Enumerable.Range(i + 1 - _groupWords, _groupWords).Select(word => text[tokens[word].Start..tokens[word].End])));
            if (total >= FewestGroups && 1 - ((double)seen.Count / total) > ratio)
            {
                surplus.Add(Ratio, tokens[i].Start, tokens[i].End);
            }
        }

        surplus.NextPass();
    }
}
