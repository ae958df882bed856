using System.Diagnostics;
using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Kernels;

namespace Hymba.Cli.Benchmark;

/// <summary>Runs the same generation several times and takes medians.</summary>
internal static class EngineBenchmark
{
    private const int PromptSeed = 1;
    private const int WarmUpPromptTokens = 16;
    private const int WarmUpNewTokens = 2;
    private const double Giga = 1e9;

    /// <summary>Measures a loaded engine, whose prefix cache is off.</summary>
    /// <exception cref="ToolException">Prompt and new tokens do not fit the model's context.</exception>
    public static async Task<BenchmarkReport> RunAsync(
        HymbaEngine engine, BenchmarkPlan plan, TimeSpan loadTime, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if ((long)plan.PromptTokens + plan.NewTokens > engine.Config.ContextTokens)
        {
            throw new ToolException(
                $"{plan.PromptTokens} prompt tokens and {plan.NewTokens} new tokens do not fit the model's context of {engine.Config.ContextTokens} tokens.");
        }

        int[] prompt = RandomPrompt(plan.PromptTokens, engine.Config.VocabularySize);
        await GenerateAsync(engine, prompt[..Math.Min(WarmUpPromptTokens, prompt.Length)], WarmUpNewTokens, cancellationToken).ConfigureAwait(false);
        var timings = new List<GenerationTimings>();
        for (int run = 0; run < plan.Repeat; run++)
        {
            timings.Add((await GenerateAsync(engine, prompt, plan.NewTokens, cancellationToken).ConfigureAwait(false)).Timings);
            progress?.Report((run + 1.0) / plan.Repeat);
        }

        // Read before the bandwidth is measured, whose buffer is no part of the model.
        long peak = PeakResidentBytes();
        int threads = engine.Options.Threads ?? Environment.ProcessorCount;
        bool onCpu = engine.Options.Device == "cpu";
        double? memory = onCpu ? await Task.Run(() => MemoryBandwidth.Measure(threads) / Giga, cancellationToken).ConfigureAwait(false) : null;
        double decode = Statistics.Median(timings.Select(t => (plan.NewTokens - 1) / t.Decode.TotalSeconds));
        long bytes = DecodeTraffic.BytesPerToken(engine.Config, engine.Options.DataType, plan.PromptTokens + (plan.NewTokens / 2));
        return new BenchmarkReport(
            Statistics.Median(timings.Select(t => plan.PromptTokens / t.Prefill.TotalSeconds)),
            decode,
            bytes,
            bytes * decode / Giga,
            memory,
            loadTime.TotalSeconds,
            peak > 0 ? peak : null,
            plan.PromptTokens,
            plan.NewTokens,
            plan.Repeat,
            threads,
            engine.Options.Device,
            Options.DataTypeNames.Format(engine.Options.DataType));
    }

    private static Task<GenerationResult> GenerateAsync(HymbaEngine engine, int[] prompt, int newTokens, CancellationToken cancellationToken)
        => engine.GenerateAsync(
            new GenerationRequest { PromptTokens = prompt, MaxNewTokens = newTokens, IgnoreEndTokens = true }, cancellationToken);

    private static int[] RandomPrompt(int tokens, int vocabularySize)
    {
        // Speed does not depend on the tokens; a fixed seed makes runs comparable all the same.
        var random = new Random(PromptSeed);
        return [.. Enumerable.Range(0, tokens).Select(_ => random.Next(vocabularySize))];
    }

    private static long PeakResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
