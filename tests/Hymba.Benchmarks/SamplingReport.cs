using System.Diagnostics;
using System.Globalization;
using Hymba.Inference.Sampling;

namespace Hymba.Benchmarks;

/// <summary>Prints how long choosing a token takes with some options: medians, over logits that are normally distributed, as a model's are roughly.</summary>
internal static class SamplingReport
{
    private const int Rounds = 401;
    private const double Spread = 3;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);

    private static readonly (string Name, SamplingOptions Options)[] Choices =
    [
        ("greedy", new SamplingOptions()),
        ("temperature 0.8", new SamplingOptions { Temperature = 0.8f, Seed = 1 }),
        ("top-k 40", new SamplingOptions { Temperature = 0.8f, TopK = 40, Seed = 1 }),
        ("top-p 0.9", new SamplingOptions { Temperature = 0.8f, TopP = 0.9f, Seed = 1 }),
        ("top-k 40, top-p 0.9", new SamplingOptions { Temperature = 0.8f, TopK = 40, TopP = 0.9f, Seed = 1 }),
        ("min-p 0.05", new SamplingOptions { Temperature = 0.8f, MinP = 0.05f, Seed = 1 }),
    ];

    /// <param name="vocabularySize">Tokens to choose from.</param>
    public static void Run(int vocabularySize)
    {
        float[][] logits = [.. Enumerable.Range(0, 16).Select(seed => Normal(vocabularySize, seed))];
        float[] scratch = new float[vocabularySize];
        foreach ((string name, SamplingOptions options) in Choices)
        {
            var sampler = new Sampler(options, vocabularySize);
            var times = new List<double>();
            long warm = Stopwatch.GetTimestamp();
            for (int round = 0; times.Count < Rounds; round++)
            {
                logits[round % logits.Length].CopyTo(scratch, 0);
                long start = Stopwatch.GetTimestamp();
                sampler.Next(scratch);
                if (Stopwatch.GetElapsedTime(warm, start) > WarmUpTime)
                {
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                }
            }

            double median = times.Order().ElementAt(times.Count / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20}{median,8:F1} us"));
        }
    }

    private static float[] Normal(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(Spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
