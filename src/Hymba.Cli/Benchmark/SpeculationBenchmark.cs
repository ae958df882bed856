using System.Diagnostics;
using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Text;

namespace Hymba.Cli.Benchmark;

/// <summary>Decodes the same texts with and without speculation, in turn, and compares the speeds. The tokens must be the same.</summary>
/// <param name="engine">The model, with the prefix cache off.</param>
/// <param name="plan">How much.</param>
internal sealed class SpeculationBenchmark(HymbaEngine engine, BenchmarkPlan plan)
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);

    /// <summary>Measures all kinds of text that the model can be given.</summary>
    /// <param name="template">The model's chat template; null where it has none.</param>
    /// <param name="progress">Told of the share done.</param>
    /// <param name="cancellationToken">Checked between passes.</param>
    /// <exception cref="ToolException">The model cannot speculate, or the tokens differ.</exception>
    public async Task<IReadOnlyList<SpeculationCase>> RunAsync(ChatTemplate? template, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (!engine.CanSpeculate)
        {
            throw new ToolException("This model does not speculate here: that takes the device cpu and another data type than float16.");
        }

        EngineBenchmark.RequireContext(engine, plan.PromptTokens, plan.NewTokens);
        await EngineBenchmark.WarmUpAsync(engine, cancellationToken).ConfigureAwait(false);
        GenerationRequest random = SpeculationTexts.Random(EngineBenchmark.RandomPrompt(plan.PromptTokens, engine.Config.VocabularySize), plan.NewTokens);
        IReadOnlyList<int> reply = (await engine.GenerateAsync(random with { Speculate = false }, cancellationToken).ConfigureAwait(false)).TokenIds;
        List<(string Text, IReadOnlyList<GenerationRequest> Requests)> texts =
        [
            ("copies", [SpeculationTexts.Copies(random, reply)]),
            ("no repetition", [random]),
            ("traps", [SpeculationTexts.Traps(random, reply)]),
        ];
        if (template is not null)
        {
            texts.InsertRange(0,
            [
                ("answers from documents", SpeculationTexts.Answers(engine.Tokenizer!, template)),
                ("quotes of documents", SpeculationTexts.Quotes(engine.Tokenizer!, template)),
            ]);
        }

        List<SpeculationCase> cases = [];
        texts.RemoveAll(text => text.Requests.Count == 0);
        foreach ((string text, IReadOnlyList<GenerationRequest> requests) in texts)
        {
            cases.Add(await MeasureAsync(text, requests, cancellationToken).ConfigureAwait(false));
            progress?.Report((double)cases.Count / texts.Count);
        }

        return cases;
    }

    private async Task<SpeculationCase> MeasureAsync(string text, IReadOnlyList<GenerationRequest> requests, CancellationToken cancellationToken)
    {
        List<double> without = [], with = [];
        SpeculationUsage usage = new(0, 0, 0);
        int tokens = 0;

        // What speculation alone calls is warmed up by pairs.
        long start = Stopwatch.GetTimestamp();
        do
        {
            await RunPairAsync(requests, cancellationToken).ConfigureAwait(false);
        }
        while (Stopwatch.GetElapsedTime(start) < WarmUpTime);

        for (int run = 0; run < plan.Repeat; run++)
        {
            (double plain, double speculative, usage, tokens) = await RunPairAsync(requests, cancellationToken).ConfigureAwait(false);
            without.Add(tokens / plain);
            with.Add(tokens / speculative);
        }

        return new SpeculationCase(
            text,
            Statistics.Median(without),
            Statistics.Median(with),
            Statistics.Median(with.Zip(without, (fast, slow) => fast / slow)),
            usage.DraftedTokens > 0 ? (double)usage.AcceptedTokens / usage.DraftedTokens : null,
            1 + ((double)usage.AcceptedTokens / Math.Max(1, usage.Passes)),
            usage.DraftedTokens);
    }

    // Request by request, so that both see the same machine.
    private async Task<(double Plain, double Speculative, SpeculationUsage Usage, int Tokens)> RunPairAsync(
        IReadOnlyList<GenerationRequest> requests, CancellationToken cancellationToken)
    {
        (double plain, double speculative, int tokens, SpeculationUsage sum) = (0, 0, 0, new(0, 0, 0));
        foreach (GenerationRequest request in requests)
        {
            GenerationResult slow = await engine.GenerateAsync(request with { Speculate = false }, cancellationToken).ConfigureAwait(false);
            GenerationResult fast = await engine.GenerateAsync(request with { Speculate = true }, cancellationToken).ConfigureAwait(false);
            if (!slow.TokenIds.SequenceEqual(fast.TokenIds) || fast.Speculation is not SpeculationUsage usage)
            {
                throw new ToolException("The reply with speculation differs from the one without it.");
            }

            (plain, speculative) = (plain + slow.Timings.Decode.TotalSeconds, speculative + fast.Timings.Decode.TotalSeconds);
            tokens += slow.TokenIds.Count - 1;
            sum = new(sum.Passes + usage.Passes, sum.DraftedTokens + usage.DraftedTokens, sum.AcceptedTokens + usage.AcceptedTokens);
        }

        return (plain, speculative, sum, tokens);
    }
}
