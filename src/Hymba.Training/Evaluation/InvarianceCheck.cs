using Hymba.Inference;
using Hymba.Inference.Generation;

namespace Hymba.Training.Evaluation;

/// <summary>
/// Answers the same prompts in several ways: without cache, slices and cuts; with the prefix cache, each prompt twice; two at a time with time
/// slices of one step; with the prompt in small chunks. Loads the model once for each. For one check; not thread-safe.
/// </summary>
/// <param name="options">The model; what is compared is set here.</param>
/// <param name="contextTokens">The model's context; prompts that do not fit are left out.</param>
/// <param name="cases">Makes the prompts.</param>
/// <param name="plan">Which examples; plain texts are left out.</param>
internal sealed class InvarianceCheck(HymbaEngineOptions options, int contextTokens, CaseBuilder cases, EvaluationPlan plan)
{
    private const int WholeChunk = 256;
    private const int SmallChunk = 16;
    private const int Runs = 5;
    private const long CacheBytes = 512L << 20;

    private int _answers;
    private int _done;

    /// <summary>Told of the share done, from 0 to 1.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Makes the check.</summary>
    /// <param name="cancellationToken">Checked between and within answers.</param>
    /// <exception cref="HymbaException">The model cannot be loaded, or the engine cannot go on.</exception>
    public async Task<IReadOnlyList<InvarianceResult>> RunAsync(CancellationToken cancellationToken)
    {
        GenerationRequest[] requests = [.. Requests()];
        _answers = requests.Length * Runs;
        HymbaEngineOptions plain = options with
        {
            PrefixCacheBytes = 0,
            PrefillChunkTokens = WholeChunk,
            Queue = options.Queue with { SliceSteps = 0 },
        };
        GenerationResult[] expected = await AnswerAsync(plain, requests, together: 1, cancellationToken).ConfigureAwait(false);
        GenerationResult[] twice = await AnswerAsync(
            plain with { PrefixCacheBytes = CacheBytes }, [.. requests.SelectMany(request => new[] { request, request })], together: 1, cancellationToken)
            .ConfigureAwait(false);
        GenerationResult[] sliced = await AnswerAsync(
            plain with { Queue = plain.Queue with { SliceSteps = 1 } }, requests, together: 2, cancellationToken).ConfigureAwait(false);
        GenerationResult[] chunked = await AnswerAsync(
            plain with { PrefillChunkTokens = SmallChunk }, requests, together: 1, cancellationToken).ConfigureAwait(false);
        return
        [
            Compare("cache, first time", expected, [.. twice.Where((_, place) => place % 2 == 0)]),
            Compare("cache, again", expected, [.. twice.Where((_, place) => place % 2 == 1)]),
            Compare("slices of 1 step", expected, sliced),
            Compare($"chunks of {SmallChunk}", expected, chunked),
        ];
    }

    private static InvarianceResult Compare(string change, GenerationResult[] expected, GenerationResult[] actual) => new(
        change,
        actual.Length,
        expected.Zip(actual).Count(pair => !pair.First.TokenIds.SequenceEqual(pair.Second.TokenIds)),
        actual.Count(result => result.Usage.CachedTokens > 0));

    private IEnumerable<GenerationRequest> Requests()
        => plan.Kinds.SelectMany(plan.Examples)
            .Where(example => example.Conversation is not null)
            .Select(example => cases.Build(example).Request)
            .Where(request => request.PromptTokens.Count < contextTokens);

    private async Task<GenerationResult[]> AnswerAsync(
        HymbaEngineOptions changed, GenerationRequest[] requests, int together, CancellationToken cancellationToken)
    {
        using HymbaEngine engine = await HymbaEngine.LoadAsync(changed, cancellationToken: cancellationToken).ConfigureAwait(false);
        List<GenerationResult> results = [];
        foreach (GenerationRequest[] group in requests.Chunk(together))
        {
            results.AddRange(await Task.WhenAll(group.Select(request => engine.GenerateAsync(request, cancellationToken))).ConfigureAwait(false));
            _done += group.Length;
            Progress?.Report((double)_done / _answers);
        }

        return [.. results];
    }
}
