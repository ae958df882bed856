using System.Text.Json;
using Hymba.Inference.Forward;
using Hymba.Inference.Generation;
using Hymba.Inference.Model;
using Hymba.Inference.Prefill;
using Hymba.Inference.State;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Golden;

public sealed class CacheGoldenTests
{
    // Through the passes of the engine for small and for large models, or through libtorch alone.
    public static TheoryData<string, int, string> NamesAndChunks
        => [.. from name in GoldenModel.Names
            from chunk in new[] { 256, 5, 1 }
            from pass in new[] { "few rows", "products", "libtorch" }
            select new TheoryDataRow<string, int, string>(name.Data, chunk, pass)];

    [Theory]
    [MemberData(nameof(NamesAndChunks))]
    public void State_after_a_prompt_matches(string name, int chunk, string pass)
    {
        GoldenModel golden = GoldenModel.Get(name);
        using LoadedModel model = golden.LoadModel();
        using CpuPrefill products = CpuPrefill.CreateWithTorch(model.Weights, model.Decoder!, model.Forward.Rotary, threads: 2);
        int cases = 0;
        foreach (JsonElement testCase in golden.Cases("prefill_cache"))
        {
            int[] ids = GoldenModel.Ids(testCase);
            using IDisposable guard = no_grad();
            using IDisposable scope = NewDisposeScope();
            using SequenceState state = model.InitialState.Copy(ids.Length);
            Tensor hidden = empty(0);
            foreach (int size in SequenceScorer.Chunks(ids.Length, chunk))
            {
                ReadOnlySpan<int> tokens = ids.AsSpan(state.Tokens, size);
                hidden = pass switch
                {
                    "few rows" => model.Continue(state, tokens),
                    "products" => tensor(products.Continue(state, tokens).ToArray(), [1, size, model.Config.HiddenSize]),
                    _ => model.Forward.Continue(state, tokens),
                };
            }

            GoldenLogits.AssertEqual(golden, testCase, HostValues.Read(model.Forward.Logits(hidden.select(1, -1))));
            AssertState(golden, testCase.GetProperty("cache"), model.Config, state);
            cases++;
        }

        Assert.Equal(2, cases);
    }

    private static void AssertState(GoldenModel golden, JsonElement cache, HymbaConfig config, SequenceState state)
    {
        foreach (LayerPlan plan in LayerPlan.For(config))
        {
            string layer = $"{plan.Index}";
            float[] ssm = golden.Stored(cache.GetProperty("ssm_states").GetProperty(layer)).Values;
            GoldenLogits.Near(ssm, HostValues.Read(state.Scan(plan.Index).State.Tensor), golden.Tolerance, $"ssm state {layer}");

            float[] conv = golden.Stored(cache.GetProperty("conv_states").GetProperty(layer)).Values; // [Di, C], one input more than we keep
            Tensor kept = tensor(conv, [config.InnerSize, config.ConvKernel]).narrow(1, 1, config.ConvKernel - 1).t();
            GoldenLogits.Near(HostValues.Read(kept), HostValues.Read(state.Scan(plan.Index).ConvInputs.Tensor), golden.Tolerance, $"conv inputs {layer}");

            if (plan.IsProducer)
            {
                (Tensor keys, Tensor values) = state.KeyValues(plan.Index).View();
                Tensor positions = tensor(state.KeyValues(plan.Index).SlotPositions(state.Position));
                AssertCache(golden, cache.GetProperty("keys").GetProperty(layer), keys, positions, $"keys {layer}");
                AssertCache(golden, cache.GetProperty("values").GetProperty(layer), values, positions, $"values {layer}");
            }
        }
    }

    private static void AssertCache(GoldenModel golden, JsonElement stored, Tensor kept, Tensor positions, string what)
    {
        (long[] shape, float[] values) = golden.Stored(stored);
        Tensor expected = tensor(values, shape).index_select(1, positions);
        GoldenLogits.Near(HostValues.Read(expected), HostValues.Read(kept), golden.Tolerance, what);
    }
}
