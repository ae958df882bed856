using System.Diagnostics;
using System.Globalization;
using Hymba.Inference;
using Hymba.Inference.Decoding;
using Hymba.Inference.Generation;
using Hymba.Inference.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Benchmarks;

/// <summary>Prints how long the parts of a decode step and of passes over 2, 4 and 8 tokens take: medians, all taken in turn.</summary>
internal static class DraftReport
{
    private const int Rounds = 201;
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(4);
    private static readonly int[] Counts = [1, 2, 4, 8];

    /// <param name="dataType">Name of a <see cref="HymbaDataType"/>.</param>
    /// <param name="context">Tokens before the measured ones.</param>
    public static void Run(string dataType, int context)
    {
        var options = new HymbaEngineOptions
        {
            ModelPath = BenchmarkModel.Directory,
            DataType = Enum.Parse<HymbaDataType>(dataType, ignoreCase: true),
            PrefixCacheBytes = 0,
        };
        using LoadedModel model = ModelLoader.Load(options, null, NullLogger.Instance, CancellationToken.None);
        (CpuDecoder decoder, DraftPass pass) = (model.Decoder!, model.DraftPass!);
        using SequenceState state = model.InitialState.Copy(context + DraftPass.MaxTokens);
        float[] logits = new float[DraftPass.MaxTokens * model.Config.VocabularySize];
        for (int i = 0; i < context; i++)
        {
            decoder.Step(state, 5 + (i % 50), logits.AsSpan(0, model.Config.VocabularySize));
        }

        int position = state.Position;
        List<StepTimes>[] times = [.. Counts.Select(_ => new List<StepTimes>())];
        long warm = Stopwatch.GetTimestamp();
        for (int round = 0; times[0].Count < Rounds; round++)
        {
            bool isWarm = Stopwatch.GetElapsedTime(warm) > WarmUpTime;
            for (int i = 0; i < Counts.Length; i++)
            {
                int[] tokens = [.. Enumerable.Range(round, Counts[i]).Select(token => 5 + (token % 50))];
                var time = new StepTimes();
                decoder.Times = pass.Times = time;
                if (tokens.Length == 1)
                {
                    decoder.Step(state, tokens[0], logits.AsSpan(0, model.Config.VocabularySize));
                }
                else
                {
                    pass.Run(state, tokens, logits);
                    pass.Keep(state, tokens.Length);
                }

                // The next ones find the same context; what the scan remembers does not matter to the time.
                state.Restore(position);

                if (isWarm)
                {
                    times[i].Add(time);
                }
            }
        }

        Write("tokens", i => Counts[i], "F0");
        Write("pass, us", i => Median(times[i], time => Enum.GetValues<StepPart>().Sum(part => time.Mean(part).TotalMicroseconds)), "F1");
        foreach (StepPart part in Enum.GetValues<StepPart>())
        {
            Write($"  {part}", i => Median(times[i], time => time.Mean(part).TotalMicroseconds), "F1");
        }
    }

    private static double Median(List<StepTimes> times, Func<StepTimes, double> value) => times.Select(value).Order().ElementAt(times.Count / 2);

    private static void Write(string name, Func<int, double> value, string format)
        => Console.WriteLine(name.PadRight(18) + string.Concat(Enumerable.Range(0, Counts.Length).Select(i => value(i).ToString(format, CultureInfo.InvariantCulture).PadLeft(12))));
}
