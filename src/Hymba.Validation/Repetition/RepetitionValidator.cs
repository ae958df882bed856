using Hymba.Validation.Patterns;
using Hymba.Validation.Streaming;

namespace Hymba.Validation.Repetition;

/// <summary>
/// Finds a reply that runs in circles: phrases in a row, loops that will not end, and, where limits are set, too large a share of repeated word
/// groups and too long a text. Findings lie on the surplus: the copies that are too many, the words beyond the limit.
/// </summary>
public sealed class RepetitionValidator : IResumingValidator
{
    private const string Phrase = "repetition.phrase";
    internal const string Runaway = "repetition.runaway";
    private const string Ratio = "repetition.ratio";
    private const string Size = "repetition.size";

    private const int FewestGroups = 12;

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

    private bool HasLimits => _maxCharacters is not null || _maxWords is not null || _maxRatio is not null;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        Scan(ScanWindow.Whole(text), findings);
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => Scan(ScanWindow.Growing(text), []).Open;

    ScanProgress IResumingValidator.Scan(in ScanWindow window, ValidationContext context, ICollection<Finding> findings)
        => Scan(window, findings);

    private ScanProgress Scan(in ScanWindow window, ICollection<Finding> findings)
    {
        // Limits count from the beginning of the text.
        string text = window.Text;
        int from = HasLimits ? 0 : window.Settled;
        LoopMemory memory = (LoopMemory?)window.Memory ?? LoopMemory.Start;
        var loops = new LoopText(text, [.. memory.Last, .. Token.Split(text, memory.Next)]);
        var found = new List<Finding>();
        int settled = window.Settled;
        int open = Scan(text, from, loops, memory, found);

        // A word that begins in the settled part lies over loops of characters that have been reported.
        found.RemoveAll(finding => finding.Start < settled);
        open = window.IsFinal ? text.Length : OpenStart.Settle(open, found);
        foreach (Finding finding in found)
        {
            if (finding.Start < open)
            {
                findings.Add(finding);
            }
        }

        if (HasLimits || window.IsFinal)
        {
            return new ScanProgress(open, 0, null);
        }

        memory = memory.Advance(loops, from, open, out int restart);
        return new ScanProgress(open, restart, memory);
    }

    private int Scan(string text, int from, LoopText loops, LoopMemory memory, List<Finding> found)
    {
        List<Token> tokens = loops.Tokens;
        int sizeStart = SizeStart(text, tokens);
        int complete = tokens.Count > 0 && tokens[^1].IsOpen(text) ? tokens.Count - 1 : tokens.Count;
        int open = complete < tokens.Count && (_maxWords is not null || _maxRatio < 1) ? tokens[^1].Start : text.Length;
        var surplus = new Surplus(sizeStart);
        if (_maxRatio is null or < 1)
        {
            open = Math.Min(open, ScanCharacters(loops, from, text.Length, memory.Characters, surplus));
            open = Math.Min(open, ScanWords(loops, memory.Last.Count, complete, text.Length, memory.Words, surplus));
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

        return Math.Max(from, open);
    }

    private int SizeStart(string text, List<Token> tokens)
    {
        int byWords = _maxWords is int words && tokens.Count > words ? tokens[words].Start : text.Length;
        return Math.Min(byWords, Math.Min(_maxCharacters ?? text.Length, text.Length));
    }

    private static int ScanCharacters(LoopText text, int from, int length, LoopScan loops, Surplus surplus)
    {
        for (int i = from; i < length; i++)
        {
            int start = text.AdvanceCharacter(loops, i);
            if (start >= 0)
            {
                surplus.Add(text.IsRunaway(start, i + 1, loops.LoopItems) ? Runaway : Phrase, start, i + 1);
            }
        }

        surplus.NextPass();
        return loops.EarliestOpen(length);
    }

    private static int ScanWords(LoopText text, int from, int complete, int length, LoopScan phrases, Surplus surplus)
    {
        List<Token> tokens = text.Tokens;
        int open = from == complete ? phrases.EarliestOpen(complete) : 0;
        for (int i = from; i < tokens.Count; i++)
        {
            int start = text.AdvanceWord(phrases, i);
            if (start >= 0)
            {
                surplus.Add(text.IsRunawayOfWords(start, i, phrases.LoopItems) ? Runaway : Phrase, tokens[start].Start, tokens[i].End);
            }

            if (i == complete - 1)
            {
                open = phrases.EarliestOpen(complete);
            }
        }

        surplus.NextPass();
        return open < tokens.Count ? tokens[open].Start : length;
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
