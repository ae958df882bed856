using Hymba.Inference.Decoding;
using Hymba.Inference.Forward;
using Hymba.Inference.Generation;
using Hymba.Inference.Native;
using Hymba.Inference.State;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Decoding;

public sealed class CpuDecoderTests
{
    public CpuDecoderTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    private static readonly int[] Tokens = [.. Enumerable.Range(0, 40).Select(i => 3 + (i * 37 % 200))];

    [Theory]
    [InlineData(HymbaDataType.Float32, 1e-6)]
    [InlineData(HymbaDataType.BFloat16, 5e-3)]
    [InlineData(HymbaDataType.Int8, 0.1)]
    [InlineData(HymbaDataType.Int4, 0.1)]
    public void Steps_predict_what_the_whole_sequence_predicts(HymbaDataType type, double mostDivergence)
    {
        using LoadedModel model = Load(type, threads: 2);
        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        using SequenceState state = model.InitialState.Copy(Tokens.Length);
        float[] logits = new float[model.Config.VocabularySize];
        Tensor whole = model.Forward.Logits(model.Forward.RunBatch(Tokens, 1));
        for (int i = 0; i < Tokens.Length; i++)
        {
            model.Decoder!.Step(state, Tokens[i], logits);

            Assert.InRange(Divergence(HostValues.Read(whole[0][i]), logits), 0, mostDivergence);
        }
    }

    [Theory]
    [InlineData(HymbaDataType.BFloat16)]
    [InlineData(HymbaDataType.Int8)]
    [InlineData(HymbaDataType.Int4)]
    public void Steps_allocate_no_managed_memory(HymbaDataType type)
    {
        using LoadedModel model = Load(type, threads: 2);
        using IDisposable guard = no_grad();
        using SequenceState state = model.InitialState.Copy(Tokens.Length);
        float[] logits = new float[model.Config.VocabularySize];
        foreach (int token in Tokens[..8])
        {
            model.Decoder!.Step(state, token, logits);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (int token in Tokens.AsSpan(8))
        {
            model.Decoder!.Step(state, token, logits);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Small_integers_differ_from_the_full_weights_and_not_by_much()
    {
        float[] full = Last(HymbaDataType.BFloat16), eight = Last(HymbaDataType.Int8), four = Last(HymbaDataType.Int4);

        (double byEight, double byFour) = (Divergence(full, eight), Divergence(full, four));
        Assert.InRange(byEight, 1e-9, 0.01);
        Assert.InRange(byFour, byEight, 0.6);
    }

    [Fact]
    public void The_times_of_the_parts_are_added_up()
    {
        using LoadedModel model = Load(HymbaDataType.BFloat16, threads: 1);
        using IDisposable guard = no_grad();
        using SequenceState state = model.InitialState.Copy(2);
        var times = new StepTimes();
        model.Decoder!.Times = times;
        model.Decoder.Step(state, Tokens[0], new float[model.Config.VocabularySize]);

        Assert.Equal(1, times.Steps);
        Assert.All(Enum.GetValues<StepPart>(), part => Assert.InRange(times.Mean(part).Ticks, 0, TimeSpan.TicksPerMinute));
        Assert.True(times.Mean(StepPart.FeedForward) > TimeSpan.Zero);
    }

    private static LoadedModel Load(HymbaDataType type, int threads)
    {
        var options = new HymbaEngineOptions { ModelPath = RepositoryFiles.Fixture("golden/tiny-b"), DataType = type, Threads = threads, PrefixCacheBytes = 0 };
        return ModelLoader.Load(options, null, NullLogger.Instance, CancellationToken.None);
    }

    private static float[] Last(HymbaDataType type)
    {
        using LoadedModel model = Load(type, threads: 1);
        using IDisposable guard = no_grad();
        using SequenceState state = model.InitialState.Copy(Tokens.Length);
        float[] logits = new float[model.Config.VocabularySize];
        Array.ForEach(Tokens, token => model.Decoder!.Step(state, token, logits));
        return logits;
    }

    /// <summary>Kullback-Leibler divergence of two predictions, in nats.</summary>
    private static double Divergence(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        double[] p = Distribution(expected), q = Distribution(actual);
        return p.Zip(q, (a, b) => a * Math.Log(a / b)).Sum() + 1e-12;
    }

    private static double[] Distribution(ReadOnlySpan<float> logits)
    {
        double[] values = [.. logits.ToArray().Select(logit => (double)logit)];
        double max = values.Max(), sum = values.Sum(value => Math.Exp(value - max));
        return [.. values.Select(value => Math.Exp(value - max) / sum)];
    }
}
