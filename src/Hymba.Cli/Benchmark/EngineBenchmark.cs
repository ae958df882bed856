using System.Diagnostics;
using Hymba.Inference;
using Hymba.Inference.Decoding;
using Hymba.Inference.Generation;
using Hymba.Kernels;

namespace Hymba.Cli.Benchmark;

/// <summary>Runs the same generation several times and takes medians.</summary>
internal static class EngineBenchmark
{
    private const int PromptSeed = 1;
    private const int WarmUpPromptTokens = 16;
    private const int FewestNewTokens = 2;

    // The runtime compiles methods anew, on a thread beside those that compute, from their thirtieth call on: until then a process is not as fast as it stays.
    private const int WarmUpNewTokens = 40;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(2);

    // About as long as some dozens of tokens of a large model: what holds the machine up now and then must be met as often as in decoding.
    private const int BandwidthPasses = 60;
    private const double Giga = 1e9;

    /// <summary>Measures a loaded engine, whose prefix cache is off.</summary>
    /// <exception cref="ToolException">Prompt and new tokens do not fit the model's context.</exception>
    public static async Task<BenchmarkReport> RunAsync(
        HymbaEngine engine, BenchmarkPlan plan, TimeSpan loadTime, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        int longest = Math.Max(plan.PromptTokens, plan.ContextTokens);
        RequireContext(engine, longest, plan.NewTokens);
        int[] prompt = RandomPrompt(longest, engine.Config.VocabularySize);
        await WarmUpAsync(engine, cancellationToken).ConfigureAwait(false);

        // For the buffers of a prompt as long.
        await GenerateAsync(engine, prompt[..plan.PromptTokens], FewestNewTokens, cancellationToken).ConfigureAwait(false);
        var prefill = new List<double>();
        var decode = new List<double>();
        var memory = new List<double>();
        long peak = 0;
        int threads = engine.Options.Threads ?? Environment.ProcessorCount;
        bool onCpu = engine.Options.Device == "cpu";
        for (int run = 0; run < plan.Repeat; run++)
        {
            GenerationTimings timings = (await GenerateAsync(engine, prompt[..plan.PromptTokens], plan.NewTokens, cancellationToken).ConfigureAwait(false)).Timings;
            prefill.Add(plan.PromptTokens / timings.Prefill.TotalSeconds);
            if (plan.ContextTokens != plan.PromptTokens)
            {
                timings = (await GenerateAsync(engine, prompt[..plan.ContextTokens], plan.NewTokens, cancellationToken).ConfigureAwait(false)).Timings;
            }

            decode.Add((plan.NewTokens - 1) / timings.Decode.TotalSeconds);

            // Read before the bandwidth is measured, whose buffer is no part of the model.
            peak = run == 0 ? PeakResidentBytes() : peak;
            if (onCpu)
            {
                memory.Add(await Task.Run(() => MemoryBandwidth.Measure(threads, BandwidthPasses) / Giga, cancellationToken).ConfigureAwait(false));
            }

            progress?.Report((run + 1.0) / plan.Repeat);
        }

        long bytes = DecodeTraffic.BytesPerToken(engine.Config, engine.Options.DataType, plan.ContextTokens + (plan.NewTokens / 2));
        double speed = Statistics.Median(decode);
        double? read = onCpu ? Statistics.Median(memory) : null;
        return new BenchmarkReport(
            Statistics.Median(prefill),
            speed,
            bytes,
            bytes * speed / Giga,
            read,
            read * Giga / bytes,
            onCpu ? Statistics.Median(decode.Zip(memory, (tokens, gigabytes) => bytes * tokens / Giga / gigabytes)) : null,
            loadTime.TotalSeconds,
            peak > 0 ? peak : null,
            plan.PromptTokens,
            plan.ContextTokens,
            plan.NewTokens,
            plan.Repeat,
            threads,
            engine.Options.Device,
            Options.DataTypeNames.Format(engine.Options.DataType));
    }

    /// <summary>Generates for some seconds, in which the runtime compiles what decoding calls.</summary>
    /// <param name="engine">The model; its context holds three tokens at least.</param>
    /// <param name="cancellationToken">Checked between passes.</param>
    public static async Task WarmUpAsync(HymbaEngine engine, CancellationToken cancellationToken)
    {
        int room = engine.Config.ContextTokens;
        int[] prompt = RandomPrompt(Math.Clamp(room - FewestNewTokens, 1, WarmUpPromptTokens), engine.Config.VocabularySize);
        long start = Stopwatch.GetTimestamp();
        do
        {
            await GenerateAsync(engine, prompt, Math.Min(WarmUpNewTokens, room - prompt.Length), cancellationToken).ConfigureAwait(false);
        }
        while (Stopwatch.GetElapsedTime(start) < WarmUpTime);
    }

    /// <summary>Refuses what does not fit the model's context.</summary>
    /// <exception cref="ToolException">It does not.</exception>
    public static void RequireContext(HymbaEngine engine, int promptTokens, int newTokens)
    {
        if ((long)promptTokens + newTokens > engine.Config.ContextTokens)
        {
            throw new ToolException(
                $"{promptTokens} prompt tokens and {newTokens} new tokens do not fit the model's context of {engine.Config.ContextTokens} tokens.");
        }
    }

    /// <summary>Random tokens, always the same ones.</summary>
    public static int[] RandomPrompt(int tokens, int vocabularySize)
    {
        // Speed does not depend on the tokens; a fixed seed makes runs comparable all the same.
        var random = new Random(PromptSeed);
        return [.. Enumerable.Range(0, tokens).Select(_ => random.Next(vocabularySize))];
    }

    private static Task<GenerationResult> GenerateAsync(HymbaEngine engine, int[] prompt, int newTokens, CancellationToken cancellationToken)
        => engine.GenerateAsync(
            new GenerationRequest { PromptTokens = prompt, MaxNewTokens = newTokens, IgnoreEndTokens = true }, cancellationToken);

    private static long PeakResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
