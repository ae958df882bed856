using Hymba.Inference.Decoding;
using Hymba.Inference.Forward;
using Hymba.Inference.Generation;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.Prefill;
using Hymba.Inference.State;
using Hymba.Kernels.Prefill;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Prefill;

public sealed class CpuPrefillTests
{
    public CpuPrefillTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    private static readonly int[] Tokens = [.. Enumerable.Range(0, 150).Select(i => 3 + (i * 37 % 200))];

    // Chunks over borders of blocks and of the window, single tokens, and few enough rows that integers are multiplied as they are.
    private static readonly int[] Chunks = [1, 64, 3, 70, 2, 10];

    [Theory]
    [InlineData(HymbaDataType.Float32, 1e-6)]
    [InlineData(HymbaDataType.BFloat16, 5e-3)]
    [InlineData(HymbaDataType.Int8, 5e-2)]
    [InlineData(HymbaDataType.Int4, 5e-2)]
    public void Chunks_predict_what_the_whole_sequence_predicts(HymbaDataType type, double mostDivergence)
    {
        using LoadedModel model = Load(type);
        using CpuPrefill prefill = CreateWithTorch(model);
        Check(model, prefill, mostDivergence);
    }

    [Theory]
    [InlineData(HymbaDataType.BFloat16)]
    [InlineData(HymbaDataType.Int8)]
    [InlineData(HymbaDataType.Int4)]
    public void Without_instructions_for_bfloat16_activations_are_float32(HymbaDataType type)
    {
        using LoadedModel model = Load(type);
        using var prefill = new CpuPrefillPass<SingleElement, float>(
            model.Weights, model.Decoder!.Layers, model.Forward.Rotary, ScalarType.Float32, threads: 2);
        Check(model, prefill, type == HymbaDataType.BFloat16 ? 5e-3 : 5e-2);
    }

    [Fact]
    public void One_thread_and_two_give_nearly_the_same_logits()
    {
        using LoadedModel model = Load(HymbaDataType.Float32);
        using var alone = new CpuPrefillPass<SingleElement, float>(
            model.Weights, model.Decoder!.Layers, model.Forward.Rotary, ScalarType.Float32, threads: 1);
        using CpuPrefill two = CreateWithTorch(model);
        float[] expected = Last(model, two), actual = Last(model, alone);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-4);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_refused_chunk_changes_nothing(bool withTorch)
    {
        using LoadedModel model = Load(HymbaDataType.Float32);
        using CpuPrefill? products = withTorch ? CreateWithTorch(model) : null;
        CpuPrefill prefill = products ?? model.Prefill!;
        using SequenceState state = model.InitialState.Copy(20);
        prefill.Continue(state, Tokens.AsSpan(0, 10));
        using SequenceState copy = state.Copy(20);

        var overflow = Assert.Throws<ContextOverflowException>(() => prefill.Continue(state, Tokens.AsSpan(0, 11)));
        Assert.Contains("21", overflow.Message, StringComparison.Ordinal);
        var invalid = Assert.Throws<InvalidTokenException>(() => prefill.Continue(state, [1, model.Config.VocabularySize]));
        Assert.Contains($"{model.Config.VocabularySize}", invalid.Message, StringComparison.Ordinal);

        Assert.Equal(copy.Position, state.Position);
        float[] expected = prefill.Continue(copy, Tokens.AsSpan(10, 5)).ToArray();
        Assert.Equal(expected, prefill.Continue(state, Tokens.AsSpan(10, 5)).ToArray());
    }

    [Fact]
    public void The_state_after_the_memory_tokens_is_nearly_that_of_the_other_passes()
    {
        using LoadedModel model = Load(HymbaDataType.Float32);
        using CpuPrefill products = CreateWithTorch(model);
        using IDisposable guard = no_grad();
        using SequenceState few = model.Prefill!.CreateInitialState(), many = products.CreateInitialState(), torch = model.Forward.CreateInitialState();

        Assert.IsType<FewRowPrefill>(model.Prefill);
        Assert.True(model.Config.MemoryTokens > DraftPass.MaxTokens);
        Assert.Equal((few.Position, few.Position), (many.Position, torch.Position));
        foreach (LayerPlan plan in LayerPlan.For(model.Config))
        {
            Near(few.Scan(plan.Index).StateValues, many.Scan(plan.Index).StateValues);
            Near(few.Scan(plan.Index).StateValues, torch.Scan(plan.Index).StateValues);
            Near(few.Scan(plan.Index).ConvInputValues, torch.Scan(plan.Index).ConvInputValues);
            if (plan.IsProducer)
            {
                Near(few.KeyValues(plan.Index).Keys.Widen(), torch.KeyValues(plan.Index).Keys.Widen());
                Near(few.KeyValues(plan.Index).Values.Widen(), torch.KeyValues(plan.Index).Values.Widen());
            }
        }

        static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i], 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(HymbaDataType.BFloat16)]
    [InlineData(HymbaDataType.Float32)]
    [InlineData(HymbaDataType.Int8)]
    [InlineData(HymbaDataType.Int4)]
    public void Chunks_of_a_small_model_have_the_bits_of_single_steps(HymbaDataType type)
    {
        using LoadedModel model = Load(type);
        using SequenceState chunked = model.InitialState.Copy(Tokens.Length), stepped = model.InitialState.Copy(Tokens.Length);
        float[] actual = new float[model.Config.VocabularySize], expected = new float[model.Config.VocabularySize];
        foreach (int size in Chunks)
        {
            model.Continue(chunked, Tokens.AsSpan(chunked.Tokens, size), actual);
            while (stepped.Tokens < chunked.Tokens)
            {
                model.Decoder!.Step(stepped, Tokens[stepped.Tokens], expected);
            }

            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void The_threads_of_libtorch_are_the_model_s_afterwards()
    {
        using LoadedModel model = Load(HymbaDataType.BFloat16);
        set_num_threads(1);
        using CpuPrefill prefill = CreateWithTorch(model);
        Last(model, prefill);
        Assert.Equal(2, get_num_threads());
    }

    private static void Check(LoadedModel model, CpuPrefill prefill, double mostDivergence)
    {
        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        using SequenceState initial = prefill.CreateInitialState(), state = initial.Copy(Tokens.Length);
        Tensor whole = model.Forward.Logits(model.Forward.RunBatch(Tokens, 1)).log_softmax(-1);
        foreach (int size in Chunks)
        {
            int start = state.Tokens;
            Tensor actual = model.Forward.Logits(Rows(model, prefill.Continue(state, Tokens.AsSpan(start, size)))).log_softmax(-1);
            Tensor expected = whole.narrow(1, start, size);
            float most = expected.exp().mul(expected.sub(actual)).sum(-1).max().item<float>();
            Assert.InRange(most, -1e-6, mostDivergence);
        }

        Assert.Equal(Tokens.Length, state.Tokens);
    }

    private static float[] Last(LoadedModel model, CpuPrefill prefill)
    {
        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        using SequenceState state = model.InitialState.Copy(Tokens.Length);
        return HostValues.Read(model.Forward.Logits(Rows(model, prefill.Continue(state, Tokens))).select(1, -1)).ToArray();
    }

    private static Tensor Rows(LoadedModel model, ReadOnlySpan<float> rows)
        => tensor(rows.ToArray(), [1, rows.Length / model.Config.HiddenSize, model.Config.HiddenSize]);

    private static CpuPrefill CreateWithTorch(LoadedModel model)
        => CpuPrefill.CreateWithTorch(model.Weights, model.Decoder!, model.Forward.Rotary, threads: 2);

    private static LoadedModel Load(HymbaDataType type)
    {
        var options = new HymbaEngineOptions { ModelPath = RepositoryFiles.Fixture("golden/tiny-b"), DataType = type, Threads = 2, PrefixCacheBytes = 0 };
        return ModelLoader.Load(options, null, NullLogger.Instance, CancellationToken.None);
    }
}
