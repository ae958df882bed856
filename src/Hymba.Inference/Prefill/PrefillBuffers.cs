using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>The intermediate results of a prefill, shared by all layers. One thread at a time.</summary>
/// <param name="type">What activations are to libtorch.</param>
internal sealed class PrefillBuffers<TElement>(ScalarType type) : IDisposable
    where TElement : unmanaged
{
    public ElementBuffer<float> Hidden { get; } = new(ScalarType.Float32); // [T, D]

    public ElementBuffer<TElement> Normed { get; } = new(type); // [T, D]

    public ElementBuffer<TElement> Change { get; } = new(type); // [T, D]

    public ElementBuffer<TElement> Projected { get; } = new(type); // [T, q|k|v|x|z]

    public ElementBuffer<float> Attended { get; } = new(ScalarType.Float32); // [T, Di]

    public ElementBuffer<float> Channels { get; } = new(ScalarType.Float32); // [T, Di]

    public ElementBuffer<TElement> Rounded { get; } = new(type); // [T, Di]

    public ElementBuffer<TElement> Parameters { get; } = new(type); // [T, R + 2N]

    public ElementBuffer<TElement> Rank { get; } = new(type); // [T, R]

    public ElementBuffer<float> InputGate { get; } = new(ScalarType.Float32); // [T, N]

    public ElementBuffer<float> OutputGate { get; } = new(ScalarType.Float32); // [T, N]

    public ElementBuffer<float> Step { get; } = new(ScalarType.Float32); // [T, Di], then the scan's output

    public ElementBuffer<TElement> Gate { get; } = new(type); // [T, F]

    public ElementBuffer<TElement> Up { get; } = new(type); // [T, F]

    /// <summary>Makes room for T tokens.</summary>
    public void Reserve(HymbaConfig config, int tokens)
    {
        long t = tokens;
        long widest = (config.QueryHeads * config.KeyHeadSize) + (2L * config.InnerSize) + (config.KeyValueHeads * (config.KeyHeadSize + config.ValueHeadSize));
        Hidden.Reserve(t * config.HiddenSize);
        Normed.Reserve(t * config.HiddenSize);
        Change.Reserve(t * config.HiddenSize);
        Projected.Reserve(t * widest);
        Attended.Reserve(t * config.InnerSize);
        Channels.Reserve(t * config.InnerSize);
        Rounded.Reserve(t * config.InnerSize);
        Parameters.Reserve(t * (config.TimeStepRank + (2 * config.StateSize)));
        Rank.Reserve(t * config.TimeStepRank);
        InputGate.Reserve(t * config.StateSize);
        OutputGate.Reserve(t * config.StateSize);
        Step.Reserve(t * config.InnerSize);
        Gate.Reserve(t * config.MlpSize);
        Up.Reserve(t * config.MlpSize);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach([Hidden, Attended, Channels, InputGate, OutputGate, Step], buffer => buffer.Dispose());
        Array.ForEach([Normed, Change, Projected, Rounded, Parameters, Rank, Gate, Up], buffer => buffer.Dispose());
    }
}
