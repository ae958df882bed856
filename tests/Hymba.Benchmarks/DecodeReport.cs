using System.Globalization;
using Hymba.Inference;
using Hymba.Inference.Decoding;
using Hymba.Inference.Generation;
using Hymba.Inference.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Benchmarks;

/// <summary>Prints how long each part of a decode step takes; the parts sum to the step.</summary>
internal static class DecodeReport
{
    private const int WarmUpSteps = 20;
    private const int Steps = 40;

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
        CpuDecoder decoder = model.Decoder ?? throw new InvalidOperationException("The model has no decoder for the CPU.");
        using SequenceState state = model.InitialState.Copy(context + WarmUpSteps + Steps);
        float[] logits = new float[model.Config.VocabularySize];
        for (int i = 0; i < context + WarmUpSteps; i++)
        {
            decoder.Step(state, 5 + (i % 50), logits);
        }

        var times = new StepTimes();
        decoder.Times = times;
        for (int i = 0; i < Steps; i++)
        {
            decoder.Step(state, 5 + (i % 50), logits);
        }

        double sum = Enum.GetValues<StepPart>().Sum(part => times.Mean(part).TotalMicroseconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{dataType}, {decoder.Model.Threads} threads, context {context}: {sum / 1000:F3} ms a step"));
        foreach (StepPart part in Enum.GetValues<StepPart>())
        {
            double time = times.Mean(part).TotalMicroseconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {part,-14}{time,10:F1} us{100 * time / sum,7:F1} %"));
        }
    }
}
