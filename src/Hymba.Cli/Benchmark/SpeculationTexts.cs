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

    /// <summary>Questions about documents, whose answers copy from them; for a model with a tokenizer and a chat template.</summary>
    public static IReadOnlyList<GenerationRequest> Answers(HymbaTokenizer tokenizer, ChatTemplate template)
    {
        var cases = new CaseBuilder(tokenizer, template, MostReplyTokens);
        return [.. Enumerable.Range(0, Documents).Select(index => cases.Build(NanoData.CreateEvaluation(Seed, "rag", index)).Request with { SnapshotPositions = [] })];
    }

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

    /// <summary>The same text with a text to copy from in which every three tokens of it go on with a wrong one: every draft fails.</summary>
    public static GenerationRequest Traps(GenerationRequest random, IReadOnlyList<int> reply) => random with
    {
        LookupTokens = [.. Enumerable.Range(0, Math.Max(0, reply.Count - 3)).SelectMany(i => new[] { reply[i], reply[i + 1], reply[i + 2], reply[i + 3] == 0 ? 1 : 0 })],
    };
}
