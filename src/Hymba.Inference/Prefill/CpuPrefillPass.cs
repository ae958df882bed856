using Hymba.Inference.Decoding;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;
using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>
/// Chunks of any size with activations of one type: matrix products through libtorch, everything between them as kernels over buffers that are kept.
/// </summary>
internal sealed class CpuPrefillPass<TFormat, TElement> : CpuPrefill
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    private readonly HymbaWeights _weights;
    private readonly IReadOnlyList<DecoderLayer> _layers;
    private readonly DecoderMatrix _embedding;
    private readonly RotaryTable _rotary;
    private readonly int _threads;
    private readonly KernelTier _tier = KernelTiers.Current;
    private readonly PrefillBuffers<TElement> _buffers;
    private readonly WeightProduct<TFormat, TElement> _product;
    private readonly PrefillAttention<TFormat, TElement> _attention;
    private readonly Dictionary<int, ChunkKeyValues<TElement>> _keyValues;

    /// <summary>Prepares the pass.</summary>
    /// <param name="weights">Borrowed; must outlive this.</param>
    /// <param name="layers">The small vectors of the layers.</param>
    /// <param name="rotary">Shared with the other passes.</param>
    /// <param name="type">What activations are to libtorch.</param>
    /// <param name="threads">The most threads.</param>
    public CpuPrefillPass(HymbaWeights weights, IReadOnlyList<DecoderLayer> layers, RotaryTable rotary, ScalarType type, int threads)
    {
        (_weights, _layers, _rotary, _threads) = (weights, layers, rotary, threads);
        _embedding = new DecoderMatrix(weights.Embedding);
        _buffers = new PrefillBuffers<TElement>(type);
        _product = new WeightProduct<TFormat, TElement>(type, threads);
        _attention = new PrefillAttention<TFormat, TElement>(weights.Config, type, threads);
        _keyValues = layers.Where(layer => layer.Plan.IsProducer)
            .ToDictionary(layer => layer.Plan.Index, _ => new ChunkKeyValues<TElement>(weights.Config, type));
    }

    private HymbaConfig Config => _weights.Config;

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Continue(SequenceState state, ReadOnlySpan<int> tokens)
    {
        state.RequireRoom(tokens.Length);

        _buffers.Reserve(Config, tokens.Length);
        _embedding.Read(tokens, Config.VocabularySize, Hidden(tokens.Length));
        Run(state, tokens.Length);
        return Hidden(tokens.Length);
    }

    /// <inheritdoc/>
    public override SequenceState CreateInitialState()
    {
        var state = SequenceState.Create(Config, _weights.Dtype, _weights.Device, capacityTokens: 0);
        if (_weights.MemoryTokens is LazyTensor memory)
        {
            _buffers.Reserve(Config, Config.MemoryTokens);
            NumberTypes.Widen(memory.Dtype, memory.Bytes, Hidden(Config.MemoryTokens));
            Run(state, Config.MemoryTokens);
        }

        return state;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _buffers.Dispose();
        _product.Dispose();
        _attention.Dispose();
        foreach (ChunkKeyValues<TElement> chunk in _keyValues.Values)
        {
            chunk.Dispose();
        }
    }

    private Span<float> Hidden(int count) => _buffers.Hidden.Rows(Config.HiddenSize).Values[..(count * Config.HiddenSize)];

    private void Run(SequenceState state, int count)
    {
        using IDisposable guard = no_grad();
        using IDisposable scope = NewDisposeScope();
        using (SingleThread.Enter(_threads))
        {
            for (int layer = 0; layer < _layers.Count; layer++)
            {
                Layer(_layers[layer], _weights.Layers[layer], state, count);
            }

            foreach ((int producer, ChunkKeyValues<TElement> chunk) in _keyValues)
            {
                chunk.Append(state.KeyValues(producer), state.Position, count);
            }
        }

        state.Advance(count);
    }

    private void Layer(DecoderLayer layer, LayerWeights weights, SequenceState state, int count)
    {
        PrefillBuffers<TElement> b = _buffers;
        Norm(layer.InputNorm, count);
        _product.Run(b.Normed, weights.InProjection, b.Projected, count);
        Mix(layer, weights, state, count);
        _product.Run(b.Rounded, weights.OutProjection, b.Change, count);
        Add(count);
        Norm(layer.MlpNorm, count);
        _product.Run(b.Normed, weights.Up, b.Up, count);
        NativeRows<TElement> gate = default;
        if (weights.Gate is WeightMatrix matrix)
        {
            _product.Run(b.Normed, matrix, b.Gate, count);
            gate = b.Gate.Rows(Config.MlpSize);
        }

        ActivationRows<TFormat, TElement>.Run(gate, b.Up.Rows(Config.MlpSize), count, Config.MlpSize, _threads, _tier);
        _product.Run(b.Up, weights.Down, b.Change, count);
        Add(count);
    }

    private void Mix(DecoderLayer layer, LayerWeights weights, SequenceState state, int count)
    {
        HymbaConfig c = Config;
        int start = 0;
        NativeRows<TElement> projected = _buffers.Projected.Rows(layer.Plan.InProjectionRows(c));
        NativeRows<TElement> query = Next(c.QueryHeads * c.KeyHeadSize);
        (NativeArray<float> cosines, NativeArray<float> sines) = _rotary.Values(state.Position, count);
        if (layer.Plan.IsProducer)
        {
            Keep(_keyValues[layer.Plan.Index], Next(c.KeyValueHeads * c.KeyHeadSize), Next(c.KeyValueHeads * c.ValueHeadSize), cosines, sines, count);
        }

        int source = layer.Plan.KeyValueLayer;
        _attention.Run(
            layer.Plan,
            state.KeyValues(source),
            _keyValues[source],
            state.Position,
            count,
            query,
            cosines.Values,
            sines.Values,
            _buffers.Attended.Rows(c.InnerSize));
        NativeRows<TElement> channels = Next(c.InnerSize), gate = Next(c.InnerSize);
        Scan(layer, weights, state.Scan(layer.Plan.Index), channels, count);
        GatedAverageRows<TFormat, TElement>.Run(
            _buffers.Attended.Rows(c.InnerSize),
            layer.AttentionOutNorm,
            _buffers.Step.Rows(c.InnerSize),
            gate,
            layer.ScanOutNorm,
            (float)c.NormEpsilon,
            _buffers.Rounded.Rows(c.InnerSize),
            count,
            _threads,
            _tier);

        NativeRows<TElement> Next(int width)
        {
            start += width;
            return projected.From(start - width);
        }
    }

    private void Keep(
        ChunkKeyValues<TElement> chunk,
        NativeRows<TElement> keys,
        NativeRows<TElement> values,
        NativeArray<float> cosines,
        NativeArray<float> sines,
        int count)
    {
        HymbaConfig c = Config;
        chunk.Reserve(count);
        HeadRows<TFormat, TElement>.Stack(
            keys,
            count,
            new HeadLayout(c.KeyValueHeads, c.KeyValueHeads, c.KeyHeadSize, count),
            cosines.Values,
            sines.Values,
            1f,
            chunk.Keys(count),
            _threads,
            _tier);
        HeadRows<TFormat, TElement>.Stack(
            values, count, new HeadLayout(c.KeyValueHeads, c.KeyValueHeads, c.ValueHeadSize, count), [], [], 1f, chunk.Values(count), _threads, _tier);
    }

    // Leaves the scan's output, without its gate, where the time steps were.
    private void Scan(DecoderLayer layer, LayerWeights weights, ScanState state, NativeRows<TElement> x, int count)
    {
        HymbaConfig c = Config;
        PrefillBuffers<TElement> b = _buffers;
        NativeRows<float> channels = b.Channels.Rows(c.InnerSize), step = b.Step.Rows(c.InnerSize);
        ConvolutionRows<TFormat, TElement>.Run(
            x, count, state.ConvInputValues, layer.ConvWeight, layer.ConvBias, channels, b.Rounded.Rows(c.InnerSize), _threads, _tier);
        _product.Run(b.Rounded, weights.XProjection.Tensor, b.Parameters, count);
        int rank = c.TimeStepRank, states = c.StateSize;
        NativeRows<TElement> parameters = b.Parameters.Rows(rank + (2 * states));
        float epsilon = (float)c.NormEpsilon;
        NormRows<TFormat, TElement, TFormat, TElement>.Run(parameters, count, rank, layer.TimeStepNorm, epsilon, b.Rank.Rows(rank), _threads, _tier);
        NormRows<TFormat, TElement, SingleElement, float>.Run(
            parameters.From(rank), count, states, layer.InputGateNorm, epsilon, b.InputGate.Rows(states), _threads, _tier);
        NormRows<TFormat, TElement, SingleElement, float>.Run(
            parameters.From(rank + states), count, states, layer.OutputGateNorm, epsilon, b.OutputGate.Rows(states), _threads, _tier);
        _product.Run(b.Rank, weights.TimeStepProjection.Tensor, b.Rounded, count);
        SoftplusRows<TFormat, TElement>.Run(b.Rounded.Rows(c.InnerSize), count, layer.TimeStepBias, step, _threads, _tier);
        SelectiveScan.Run(
            new SelectiveScanArguments
            {
                Tokens = count,
                Channels = c.InnerSize,
                States = states,
                Delta = Rows(step),
                Input = Rows(channels),
                InputMatrix = Rows(b.InputGate.Rows(states)),
                OutputMatrix = Rows(b.OutputGate.Rows(states)),
                Decay = layer.Decay,
                Skip = layer.Skip,
                State = state.StateValues,
                Output = step.Values,
                OutputStride = step.Stride,
            },
            _threads);

        static ReadOnlyRows Rows(NativeRows<float> rows) => new(rows.Values, rows.Stride);
    }

    private void Norm(ReadOnlySpan<float> weight, int count) => NormRows<SingleElement, float, TFormat, TElement>.Run(
        _buffers.Hidden.Rows(weight.Length),
        count,
        weight.Length,
        weight,
        (float)Config.NormEpsilon,
        _buffers.Normed.Rows(weight.Length),
        _threads,
        _tier);

    private void Add(int count) => AddRows<TFormat, TElement>.Run(
        _buffers.Change.Rows(Config.HiddenSize), count, Config.HiddenSize, _buffers.Hidden.Rows(Config.HiddenSize), _threads, _tier);
}
