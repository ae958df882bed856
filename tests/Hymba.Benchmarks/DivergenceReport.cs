using System.Globalization;
using Hymba.Inference;

namespace Hymba.Benchmarks;

/// <summary>Prints how far the next-token distributions of rounded weights lie from those of bfloat16, over random tokens.</summary>
internal static class DivergenceReport
{
    /// <param name="dataType">Name of a <see cref="HymbaDataType"/>.</param>
    /// <param name="count">Tokens of the sequence.</param>
    public static async Task RunAsync(string dataType, int count)
    {
        float[][] reference = await LogitsAsync(HymbaDataType.BFloat16, count).ConfigureAwait(false);
        float[][] rounded = await LogitsAsync(Enum.Parse<HymbaDataType>(dataType, ignoreCase: true), count).ConfigureAwait(false);
        double[] divergences = [.. reference.Zip(rounded, Divergence).Order()];
        int agreeing = reference.Zip(rounded).Count(pair => IndexOfLargest(pair.First) == IndexOfLargest(pair.Second));
        double range = reference.Average(row => (double)row.Max() - row.Min());
        double error = Math.Sqrt(reference.Zip(rounded, SquaredError).Average());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{dataType} against bfloat16, {count} random tokens: KL mean {divergences.Average():G3}, median {divergences[count / 2]:G3}, largest {divergences[^1]:G3} nat; "
            + $"likeliest token the same at {(double)agreeing / count:P1}; logits' root-mean-square difference {error:G3}, range {range:G3}"));
    }

    private static async Task<float[][]> LogitsAsync(HymbaDataType dataType, int count)
    {
        using HymbaEngine engine = await HymbaEngine.LoadAsync(
            new HymbaEngineOptions { ModelPath = BenchmarkModel.Directory, DataType = dataType, PrefixCacheBytes = 0 }).ConfigureAwait(false);
        var random = new Random(1);
        int[] tokens = [.. Enumerable.Range(0, count).Select(_ => random.Next(3, engine.Config.VocabularySize))];
        int width = engine.Config.VocabularySize;
        float[][] rows = new float[count][];
        await engine.ComputeLogitsAsync(tokens, null, (first, values) =>
        {
            for (int row = 0; row < values.Length / width; row++)
            {
                rows[first + row] = values.Slice(row * width, width).ToArray();
            }
        }).ConfigureAwait(false);
        return rows;
    }

    private static double Divergence(float[] reference, float[] rounded)
    {
        (double from, double to) = (LogSumExp(reference), LogSumExp(rounded));
        return reference.Zip(rounded, (p, q) => Math.Exp(p - from) * (p - from - (q - to))).Sum();
    }

    private static double LogSumExp(float[] logits)
    {
        double largest = logits.Max();
        return largest + Math.Log(logits.Sum(logit => Math.Exp(logit - largest)));
    }

    private static double SquaredError(float[] reference, float[] rounded) => reference.Zip(rounded, (p, q) => ((double)p - q) * ((double)p - q)).Average();

    private static int IndexOfLargest(float[] logits) => Array.IndexOf(logits, logits.Max());
}
