using System.Runtime.CompilerServices;
using Hymba.Validation.Patterns;
using Hymba.Validation.Streaming;

namespace Hymba.Validation.Leak;

/// <summary>
/// Finds the system prompt in a reply: its canary, a part in its own words whatever the spacing, case and markup, and the point from which so
/// many of its groups of four words have come that the rest is its reconstruction.
/// </summary>
public sealed class SystemPromptLeakValidator : IResumingValidator
{
    private const string Canary = "leak.canary";
    private const string Verbatim = "leak.verbatim";
    private const string Containment = "leak.containment";

    private static readonly PatternSet CanaryShape = new([@"\bcn-[0-9a-f]{8}-[0-9a-f]{4}\b"]);

    private readonly ConditionalWeakTable<string, PromptIndex> _prompts = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [Canary, Verbatim, Containment];

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        Scan(ScanWindow.Whole(text), context, findings);
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => Scan(ScanWindow.Growing(text), context, []).Open;

    ScanProgress IResumingValidator.Scan(in ScanWindow window, ValidationContext context, ICollection<Finding> findings)
        => Scan(window, context, findings);

    private ScanProgress Scan(in ScanWindow window, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(context);
        string text = window.Text;
        var found = new List<Finding>();
        PromptIndex? prompt = string.IsNullOrEmpty(context.SystemPrompt) ? null : _prompts.GetValue(context.SystemPrompt, key => new(key));
        var flat = new FlatText(prompt is null ? string.Empty : text, prompt is null ? 0 : window.Settled);
        int open = prompt is null ? text.Length : ScanRuns(text, flat, prompt, found);
        var more = new List<Finding>();
        open = Math.Min(open, prompt?.Secret is null ? ScanShape(text, window.Settled, more) : ScanSecret(text, flat, prompt.Secret, more));
        found = ApartFindings.Merge(found, more);
        if (text.Length > 0 && char.IsHighSurrogate(text[^1]))
        {
            // Its other half tells what it is.
            open = Math.Min(open, text.Length - 1);
        }

        var walk = (GramWalk?)window.Memory ?? GramWalk.Start;
        List<(int Start, int End)> words = prompt is null || prompt.GramThreshold == int.MaxValue ? [] : PromptIndex.Words(text, walk.NextStart);
        if (words.Count > 0)
        {
            more.Clear();
            open = Math.Min(open, ScanGrams(text, prompt!, walk, words, more));
            found = ApartFindings.Merge(found, more);
        }

        // A group that begins in the settled part lies over a part in its own words that has been reported.
        int settled = window.Settled;
        found.RemoveAll(finding => finding.Start < settled);
        open = window.IsFinal ? text.Length : Math.Max(settled, OpenStart.Settle(open, found));
        foreach (Finding finding in found.Where(finding => finding.Start < open))
        {
            findings.Add(finding);
        }

        int next = 0;
        while (next < words.Count && words[next].End <= open)
        {
            walk = walk.Next(prompt!, text, words[next++], out _);
        }

        walk = walk with { NextStart = next < words.Count ? Math.Min(open, words[next].Start) : open };
        int restart = Math.Max(0, Math.Min(walk.NextStart, open - 1));
        return new ScanProgress(open, restart, walk.Moved(restart));
    }

    private static int ScanShape(string text, int from, List<Finding> found)
    {
        var matches = new List<PatternMatch>();
        int open = CanaryShape.Scan(text, from, matches);
        foreach (PatternMatch match in matches)
        {
            found.Add(new(Canary, "leak", "CANARY", match.Start, match.End, Severity.High, 0.8));
        }

        return open;
    }

    private static int ScanRuns(string text, FlatText flat, PromptIndex prompt, List<Finding> found)
    {
        int state = 0;
        int length = 0;
        (int Start, int End) run = (0, 0);
        for (int i = 0; i < flat.Length; i++)
        {
            prompt.Automaton.Advance(ref state, ref length, flat.Characters[i]);
            if (length < prompt.RunLength)
            {
                continue;
            }

            int start = i - length + 1;
            if (run.End > 0 && start > run.End)
            {
                AddRun(run);
                run = (start, i);
            }

            run = run.End > 0 ? (run.Start, i) : (start, i);
        }

        if (run.End > 0)
        {
            AddRun(run);
        }

        return length > 0 && prompt.RunLength < int.MaxValue ? flat.Place(flat.Length - length) : text.Length;

        void AddRun((int Start, int End) part) =>
            found.Add(new(Verbatim, "leak", "SYSTEM_PROMPT", flat.Place(part.Start), flat.End(part.End), Severity.High, 0.95));
    }

    private static int ScanSecret(string text, FlatText flat, string secret, List<Finding> found)
    {
        // A candidate that does not go on can only begin again with its own last character: hexadecimal digits repeat too rarely for more.
        ReadOnlySpan<char> characters = flat.Characters;
        for (int at = characters.IndexOf(secret, StringComparison.Ordinal), from = 0; at >= 0;)
        {
            found.Add(new(Canary, "leak", "CANARY", flat.Place(from + at), flat.End(from + at + secret.Length - 1), Severity.High, 1));
            from += at + secret.Length;
            at = characters[from..].IndexOf(secret, StringComparison.Ordinal);
        }

        for (int length = Math.Min(secret.Length - 1, characters.Length); length > 0; length--)
        {
            if (characters.EndsWith(secret.AsSpan(0, length)))
            {
                return flat.Place(characters.Length - length);
            }
        }

        return text.Length;
    }

    private static int ScanGrams(string text, PromptIndex prompt, GramWalk walk, List<(int Start, int End)> words, List<Finding> found)
    {
        foreach ((int Start, int End) word in words)
        {
            if (word.End == text.Length && word.End - word.Start < PromptIndex.LongestWord)
            {
                Walk(word);
                return Math.Min(word.Start, walk.OpenStart(prompt, text.Length));
            }

            Walk(word);
        }

        return walk.OpenStart(prompt, text.Length);

        void Walk((int Start, int End) word)
        {
            walk = walk.Next(prompt, text, word, out (int Start, int End)? part);
            if (part is { } leak)
            {
                found.Add(new(Containment, "leak", "SYSTEM_PROMPT", leak.Start, leak.End, Severity.Medium, 0.7));
            }
        }
    }
}
