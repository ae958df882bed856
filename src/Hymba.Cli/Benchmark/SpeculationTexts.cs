using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;
using Hymba.Inference.Text;
using Hymba.Training.Data;
using Hymba.Training.Evaluation;

namespace Hymba.Cli.Benchmark;

/// <summary>The texts on which speculation is measured.</summary>
internal static class SpeculationTexts
{
    private const ulong Seed = 1;
    private const int Documents = 12;
    private const int MostReplyTokens = 64;

    // What makes a reply one that quotes its documents: three tokens in a row must be found there for a token to count as copied.
    private const int FewestQuotedTokens = 20;
    private const double CopiedShare = 0.75;
    private const int Run = 3;
    private const int MostLookedAt = 2_000;

    // Long enough a match for a draft of three.
    private const int TrapRun = 6;

    /// <summary>Questions about documents, whose answers copy from them; for a model with a tokenizer and a chat template.</summary>
    public static IReadOnlyList<GenerationRequest> Answers(HymbaTokenizer tokenizer, ChatTemplate template)
        => Requests(tokenizer, template, "rag", _ => true);

    /// <summary>Summaries of documents that repeat their sentences, three quarters of their tokens at least; likewise.</summary>
    public static IReadOnlyList<GenerationRequest> Quotes(HymbaTokenizer tokenizer, ChatTemplate template) => Requests(
        tokenizer,
        template,
        "summary",
        found => found.ReplyTokens.Count >= FewestQuotedTokens && ShareCopied(found.Request.PromptTokens, found.ReplyTokens) >= CopiedShare);

    /// <summary>Random text without repetition: drawn from the model's own distribution behind a random prompt.</summary>
    public static GenerationRequest Random(int[] prompt, int newTokens) => new()
    {
        PromptTokens = prompt,
        MaxNewTokens = newTokens,
        IgnoreEndTokens = true,
        Sampling = new SamplingOptions { Temperature = 1, Seed = (long)Seed },
    };

    /// <summary>The same text with its tokens to copy from: nearly every draft is right.</summary>
    public static GenerationRequest Copies(GenerationRequest random, IReadOnlyList<int> reply) => random with { LookupTokens = reply };

    /// <summary>The same text with a text to copy from in which every six tokens of it go on with a wrong one: every draft fails.</summary>
    public static GenerationRequest Traps(GenerationRequest random, IReadOnlyList<int> reply) => random with
    {
        LookupTokens =
        [
            .. Enumerable.Range(0, Math.Max(0, reply.Count - TrapRun)).SelectMany(i => reply.Skip(i).Take(TrapRun).Append(reply[i + TrapRun] == 0 ? 1 : 0)),
        ],
    };

    private static GenerationRequest[] Requests(HymbaTokenizer tokenizer, ChatTemplate template, string kind, Func<EvaluationCase, bool> isWanted)
    {
        var cases = new CaseBuilder(tokenizer, template, MostReplyTokens);
        return
        [
            .. Enumerable.Range(0, MostLookedAt).Select(index => cases.Build(NanoData.CreateEvaluation(Seed, kind, index))).Where(isWanted).Take(Documents)
                .Select(found => found.Request with { SnapshotPositions = [] }),
        ];
    }

    private static double ShareCopied(IReadOnlyList<int> prompt, IReadOnlyList<int> reply)
    {
        var known = Runs(prompt).ToHashSet();
        return (double)Runs(reply).Count(known.Contains) / (reply.Count - Run + 1);
    }

    private static IEnumerable<(int, int, int)> Runs(IReadOnlyList<int> tokens)
        => Enumerable.Range(0, Math.Max(0, tokens.Count - Run + 1)).Select(i => (tokens[i], tokens[i + 1], tokens[i + 2]));
}
