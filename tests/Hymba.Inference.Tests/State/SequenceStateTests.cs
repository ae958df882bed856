using Hymba.Inference.Checkpoint;
using Hymba.Inference.Generation;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Inference.Tests.Golden;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.State;

public sealed class SequenceStateTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(500)]
    public void The_estimate_is_what_is_allocated(int tokens)
    {
        using LoadedModel model = GoldenModel.Get("tiny-b").LoadModel();
        using SequenceState state = SequenceState.Create(model.Config, ScalarType.BFloat16, CPU, tokens);
        Assert.Equal(state.ByteSize, SequenceState.EstimateBytes(model.Config, 2, tokens));
    }

    [Fact]
    public void The_full_model_takes_under_85_megabytes_at_8k_tokens()
    {
        HymbaConfig config = HymbaConfigReader.Read(RepositoryFiles.Fixture("hymba-1.5b-config.json"));
        long scans = 32L * 3200 * (16 + 3) * 4;
        long window = 14L * (128 + 1025) * 5 * (64 + 128) * 2, global = 3L * (128 + 8192) * 5 * (64 + 128) * 2;
        Assert.Equal(scans + window + global, SequenceState.EstimateBytes(config, 2, 8192));
        Assert.InRange(SequenceState.EstimateBytes(config, 2, 8192), 0, 90_000_000);
        Assert.InRange(window + global, 0, 80_000_000);
    }

    [Fact]
    public void Windowed_layers_stop_growing_at_the_window()
    {
        using LoadedModel model = GoldenModel.Get("tiny-a").LoadModel();
        using SequenceState state = model.InitialState.Copy(200);
        LayerPlan windowed = LayerPlan.For(model.Config).First(plan => plan is { IsGlobal: false, IsProducer: true });
        Assert.Equal(8 + 17, state.KeyValues(windowed.Index).Keys.Shape[1]);
        Assert.Equal(8 + 200, state.KeyValues(0).Keys.Shape[1]);
    }

    [Fact]
    public void A_state_that_is_full_refuses_more()
    {
        using LoadedModel model = GoldenModel.Get("tiny-a").LoadModel();
        using SequenceState state = model.InitialState.Copy(3);
        using IDisposable scope = NewDisposeScope();
        model.Forward.Continue(state, [1, 2]);
        Assert.Throws<ContextOverflowException>(() => model.Forward.Continue(state, [1, 2]));
    }

    [Fact]
    public void Copies_are_independent()
    {
        using LoadedModel model = GoldenModel.Get("tiny-a").LoadModel();
        using IDisposable scope = NewDisposeScope();
        using SequenceState state = model.InitialState.Copy(40);
        model.Forward.Continue(state, Enumerable.Range(1, 30).ToArray());
        using SequenceState copy = state.Copy(40);
        Tensor expected = model.Forward.Continue(copy, [7]);
        using SequenceState again = state.Copy(35);
        model.Forward.Continue(state, [9]);
        Tensor actual = model.Forward.Continue(again, [7]);
        Assert.True(expected.Equals(actual));
        Assert.Equal((31, 31), (state.Tokens, again.Tokens));
    }
}
