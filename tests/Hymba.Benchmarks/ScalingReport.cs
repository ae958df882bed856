using System.Diagnostics;
using System.Globalization;
using Hymba.Inference;
using Hymba.Inference.Decoding;
using Hymba.Inference.Generation;
using Hymba.Inference.State;
using Hymba.Kernels;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Benchmarks;

/// <summary>
/// Measures decoding by weight type, number of threads and tokens in front, the memory's read bandwidth beside each, and prints a table; medians of steps.
/// </summary>
internal static class ScalingReport
{
    private const int WarmUpSteps = 2;
    private const int Steps = 11;
    private const int BandwidthPasses = 5;
    private const double Giga = 1e9;
    private static readonly int[] Contexts = [128, 512, 1024, 2048, 4096, 8128];

    /// <param name="pictureFile">Gets the tokens per second over the context as an SVG picture.</param>
    public static void Run(string pictureFile)
    {
        int cores = Math.Min(Environment.ProcessorCount, HymbaEngineOptions.MaxThreads);
        var curves = new List<(string Name, IReadOnlyList<(double Context, double Speed)> Points)>();
        Console.WriteLine("| weights | threads | context | tokens/s | bytes a token | GB/s | memory reads, GB/s | share |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (HymbaDataType type in new[] { HymbaDataType.BFloat16, HymbaDataType.Int8, HymbaDataType.Int4 })
        {
            var options = new HymbaEngineOptions { ModelPath = BenchmarkModel.Directory, DataType = type, PrefixCacheBytes = 0 };
            using LoadedModel model = ModelLoader.Load(options, null, NullLogger.Instance, CancellationToken.None);
            int longest = Math.Min(Contexts[^1], model.Config.ContextTokens - Steps - WarmUpSteps);
            using SequenceState state = model.InitialState.Copy(longest + Steps + WarmUpSteps);
            int[] threads = [.. new[] { 1, cores }.Distinct()];
            var points = threads.ToDictionary(count => count, _ => new List<(double Context, double Speed)>());
            foreach (int context in Contexts.Where(context => context <= longest))
            {
                Extend(model, state, context);
                foreach (int count in threads)
                {
                    points[count].Add((context, Measure(model, state, type, context, count)));
                }
            }

            curves.AddRange(threads.Select(count => ($"{type}, {count} threads", (IReadOnlyList<(double, double)>)points[count])));
        }

        File.WriteAllText(pictureFile, SpeedPlot.Draw(curves));
    }

    private static void Extend(LoadedModel model, SequenceState state, int context)
    {
        int[] tokens = [.. Enumerable.Range(0, context - state.Tokens).Select(i => 5 + (i % 1000))];
        foreach (int[] chunk in tokens.Chunk(model.PrefillChunkTokens))
        {
            model.Continue(state, chunk, []);
        }
    }

    private static double Measure(LoadedModel model, SequenceState state, HymbaDataType type, int context, int threads)
    {
        using CpuDecoder decoder = CpuDecoder.TryCreate(model.Weights, model.Forward.Rotary, threads) ?? throw new InvalidOperationException("There is no decoder for this.");
        using SequenceState copy = state.Copy(context + Steps + WarmUpSteps);
        float[] logits = new float[model.Config.VocabularySize];
        var seconds = new List<double>();
        for (int step = 0; step < WarmUpSteps + Steps; step++)
        {
            long start = Stopwatch.GetTimestamp();
            decoder.Step(copy, 5 + step, logits);
            if (step >= WarmUpSteps)
            {
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            }
        }

        seconds.Sort();
        double speed = 1 / seconds[Steps / 2], read = MemoryBandwidth.Measure(threads, BandwidthPasses) / Giga;
        long bytes = DecodeTraffic.BytesPerToken(model.Config, type, context);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {type} | {threads} | {context} | {speed:F2} | {bytes / Giga:F3}e9 | {bytes * speed / Giga:F1} | {read:F1} | {bytes * speed / Giga / read:P0} |"));
        return speed;
    }
}
