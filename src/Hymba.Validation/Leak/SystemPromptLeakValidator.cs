using System.Runtime.CompilerServices;
using Hymba.Validation.Patterns;

namespace Hymba.Validation.Leak;

/// <summary>
/// Finds the system prompt in a reply: its canary, a part in its own words whatever the spacing, case and markup, and the point from which so
/// many of its groups of four words have come that the rest is its reconstruction.
/// </summary>
public sealed class SystemPromptLeakValidator : ITextValidator
{
    private const string Canary = "leak.canary";
    private const string Verbatim = "leak.verbatim";
    private const string Containment = "leak.containment";

    // Long enough for a run and a canary before its second half.
    private const int Window = 1024;
    private const int LeastLetters = 64;

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
        var found = new List<Finding>();
        Scan(text, context, found);
        foreach (Finding finding in found)
        {
            findings.Add(finding);
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        if (!string.IsNullOrEmpty(context.SystemPrompt) && text.Length > Window)
        {
            // Nothing of the prompt near the end and not much of it before: the last part says all.
            PromptIndex prompt = _prompts.GetValue(context.SystemPrompt, key => new(key));
            var near = new List<Finding>();
            if (ScanGrams(text, prompt, near) == text.Length && near.Count == 0)
            {
                string end = text[^Window..];
                int open = Scan(end, context, near);
                if (near.Count == 0 && open > Window / 2 && new FlatText(end[..(Window / 2)]).Length >= LeastLetters)
                {
                    return text.Length - Window + open;
                }
            }
        }

        var found = new List<Finding>();
        return OpenStart.Settle(Scan(text, context, found), found);
    }

    private int Scan(string text, ValidationContext context, List<Finding> found)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        if (string.IsNullOrEmpty(context.SystemPrompt))
        {
            return ScanShape(text, found);
        }

        PromptIndex prompt = _prompts.GetValue(context.SystemPrompt, key => new(key));
        var flat = new FlatText(text);
        int open = ScanRuns(text, flat, prompt, found);
        open = Math.Min(open, prompt.Secret is null ? ScanShape(text, found) : ScanSecret(text, flat, prompt.Secret, found));
        return Math.Min(open, ScanGrams(text, prompt, found));
    }

    private static int ScanShape(string text, List<Finding> found)
    {
        var matches = new List<PatternMatch>();
        int open = CanaryShape.Scan(text, matches);
        foreach (PatternMatch match in matches)
        {
            Add(found, new(Canary, "leak", "CANARY", match.Start, match.End, Severity.High, 0.8));
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
            found.Add(new(Verbatim, "leak", "SYSTEM_PROMPT", flat.Place(part.Start), flat.Place(part.End) + 1, Severity.High, 0.95));
    }

    private static int ScanSecret(string text, FlatText flat, string secret, List<Finding> found)
    {
        // A candidate that does not go on can only begin again with its own last character: hexadecimal digits repeat too rarely for more.
        ReadOnlySpan<char> characters = flat.Characters;
        for (int at = characters.IndexOf(secret, StringComparison.Ordinal), from = 0; at >= 0;)
        {
            Add(found, new(Canary, "leak", "CANARY", flat.Place(from + at), flat.Place(from + at + secret.Length - 1) + 1, Severity.High, 1));
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

    private static int ScanGrams(string text, PromptIndex prompt, List<Finding> found)
    {
        if (prompt.GramThreshold == int.MaxValue)
        {
            return text.Length;
        }

        List<(int Start, int End)> words = PromptIndex.Words(text);
        var seen = new HashSet<ulong>();
        int last = 0;
        foreach ((ulong gram, int start, int end) in PromptIndex.Grams(words, text))
        {
            if (!prompt.HasGram(gram))
            {
                continue;
            }

            seen.Add(gram);
            if (seen.Count >= prompt.GramThreshold && end > last)
            {
                Add(found, new(Containment, "leak", "SYSTEM_PROMPT", Math.Max(start, last), end, Severity.Medium, 0.7));
                last = end;
            }
        }

        // The last word may still grow, and a group begins three words back: only with five groups to go does none begin in what is there.
        bool nearly = seen.Count >= prompt.GramThreshold - 4;
        return !nearly || words.Count == 0 ? text.Length : words[Math.Max(0, words.Count - 4)].Start;
    }

    private static void Add(List<Finding> found, Finding finding)
    {
        if (!found.Exists(other => other.Start < finding.End && finding.Start < other.End))
        {
            found.Add(finding);
        }
    }
}
