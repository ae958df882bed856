using System.Numerics.Tensors;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>
/// One decode step on the CPU as kernels over buffers that are allocated once, without libtorch: for a small model calling it takes longer than
/// computing. Works on the same <see cref="SequenceState"/> as <see cref="TorchForward"/>. Activations stay in float32 also where the weights are
/// bfloat16, so its logits are nearer to the float32 model's than the other pass's. One thread at a time.
/// </summary>
internal sealed class CpuDecoder : IDisposable
{
    private readonly HymbaConfig _config;
    private readonly int _threads;
    private readonly RotaryTable _rotary;
    private readonly MemoryArena _vectors;
    private readonly DecoderLayer[] _layers;
    private readonly DecoderMatrix _embedding;
    private readonly DecoderMatrix _head;
    private readonly float[] _finalNorm;
    private readonly AttentionStep _attention;
    private readonly KernelTier _tier = KernelTiers.Current;
    private readonly float[] _rstd = new float[1];
    private readonly float[] _otherRstd = new float[1];
    private readonly float[] _hidden; // [D]
    private readonly float[] _normed; // [D]
    private readonly float[] _change; // [D]
    private readonly float[] _projected; // [q|k|v|x|z]
    private readonly float[] _attended; // [Di]
    private readonly float[] _channels; // [Di]
    private readonly float[] _parameters; // [R + 2N]
    private readonly float[] _step; // [Di]
    private readonly float[] _scanned; // [Di]
    private readonly float[] _mixed; // [Di]
    private readonly float[] _gate; // [F]
    private readonly float[] _up; // [F]

    private CpuDecoder(HymbaWeights weights, RotaryTable rotary, int threads)
    {
        _threads = threads;
        HymbaConfig c = weights.Config;
        _config = c;
        _rotary = rotary;
        _vectors = new MemoryArena(weights.Layers.Count * DecoderLayer.VectorBytes(c, weights.Dtype), zeroed: true);
        _layers = [.. weights.Layers.Select(layer => new DecoderLayer(c, layer, _vectors))];
        _embedding = new DecoderMatrix(weights.Embedding);
        _head = weights.QuantizedHead is QuantizedMatrix head ? new DecoderMatrix(new WeightMatrix(head)) : new DecoderMatrix(weights.Head);
        _finalNorm = weights.FinalNorm.Widen();
        _attention = new AttentionStep(c);
        _hidden = new float[c.HiddenSize];
        _normed = new float[c.HiddenSize];
        _change = new float[c.HiddenSize];
        _projected = new float[weights.Layers.Max(layer => layer.Plan.InProjectionRows(c))];
        _attended = new float[c.InnerSize];
        _channels = new float[c.InnerSize];
        _parameters = new float[c.TimeStepRank + (2 * c.StateSize)];
        _step = new float[c.InnerSize];
        _scanned = new float[c.InnerSize];
        _mixed = new float[c.InnerSize];
        _gate = new float[c.MlpSize];
        _up = new float[c.MlpSize];
    }

    /// <summary>Prepares decoding; null where the model is on another device, or of a type without kernels (float16).</summary>
    /// <param name="weights">Borrowed; must outlive this.</param>
    /// <param name="rotary">The other pass's table.</param>
    /// <param name="threads">The most threads.</param>
    public static CpuDecoder? TryCreate(HymbaWeights weights, RotaryTable rotary, int threads)
        => weights.Device.type == TorchSharp.DeviceType.CPU && weights.Dtype is ScalarType.BFloat16 or ScalarType.Float32
            ? new CpuDecoder(weights, rotary, threads)
            : null;

    /// <summary>What a step reads of each layer; good while this lives.</summary>
    public IReadOnlyList<DecoderLayer> Layers => _layers;

    /// <summary>The model, for the pass that takes several tokens.</summary>
    public DecoderModel Model => new(_config, _rotary, _vectors, _layers, _embedding, _head, _finalNorm, _attention, _threads);

    /// <summary>Where the time of steps is added up; null, as by default, measures nothing.</summary>
    public StepTimes? Times { get; set; }

    /// <summary>Continues a sequence by one token.</summary>
    /// <param name="state">The sequence; moves on by the token.</param>
    /// <param name="token">Within the vocabulary.</param>
    /// <param name="logits">[V], written.</param>
    /// <param name="peaks">The largest logit of each block, [<see cref="BlockPeaks.Count"/> of V], written; empty for none.</param>
    /// <exception cref="ContextOverflowException">The state is full.</exception>
    public void Step(SequenceState state, int token, Span<float> logits, Span<float> peaks = default)
    {
        state.RequireRoom(1);

        int threads = _threads;
        Times?.Begin();
        _embedding.Read(token, _hidden);
        foreach (DecoderLayer layer in _layers)
        {
            Norm(_hidden, layer.InputNorm, _normed);
            Times?.End(StepPart.Norms);
            layer.InProjection.Multiply(_normed, _projected, threads);
            Times?.End(StepPart.InProjection);
            Mix(layer, state, threads);
            layer.OutProjection.Multiply(_mixed, _change, threads);
            Times?.End(StepPart.OutProjection);
            TensorPrimitives.Add(_hidden, _change, _hidden);
            Norm(_hidden, layer.MlpNorm, _normed);
            Times?.End(StepPart.Norms);
            FeedForward(layer, threads);
            TensorPrimitives.Add(_hidden, _change, _hidden);
            Times?.End(StepPart.FeedForward);
        }

        state.Advance(1);
        Finish(_hidden, logits, peaks);
    }

    /// <summary>The last norm and the output matrix, for the last token of a chunk that another pass computed.</summary>
    /// <param name="hidden">The residual stream after the last layer, [D].</param>
    /// <param name="logits">[V], written.</param>
    /// <param name="peaks">As for a step.</param>
    public void Finish(ReadOnlySpan<float> hidden, Span<float> logits, Span<float> peaks = default)
    {
        Norm(hidden, _finalNorm, _normed);
        Times?.End(StepPart.Norms);
        _head.MultiplyPeaked(_normed, 1, logits, peaks, _threads);
        Times?.End(StepPart.Head);
    }

    /// <inheritdoc/>
    public void Dispose() => _vectors.Dispose();

    private void Mix(DecoderLayer layer, SequenceState state, int threads)
    {
        HymbaConfig c = _config;
        int start = 0;
        int heads = layer.Plan.RotatedHeads(c);
        _rotary.RotateSteps(new WritableRows(_projected, heads * c.KeyHeadSize), heads, state.Position, 1);
        Span<float> query = Next(c.QueryHeads * c.KeyHeadSize);
        TensorPrimitives.Multiply(query, 1f / MathF.Sqrt(c.KeyHeadSize), query);
        if (layer.Plan.IsProducer)
        {
            Span<float> key = Next(c.KeyValueHeads * c.KeyHeadSize);
            AttentionStep.Append(state.KeyValues(layer.Plan.Index), state.Position, key, Next(c.KeyValueHeads * c.ValueHeadSize));
        }

        _attention.Run(state.KeyValues(layer.Plan.KeyValueLayer), query, _attended, threads);
        Times?.End(StepPart.Attention);
        Span<float> channels = Next(c.InnerSize);
        Scan(layer, state.Scan(layer.Plan.Index), channels, gate: Next(c.InnerSize), threads);
        Times?.End(StepPart.Scan);
        NormAverageGradient.Forward(
            new NormAverageArguments
            {
                Rows = 1,
                First = new ReadOnlyRows(_attended, c.InnerSize),
                FirstWeight = layer.AttentionOutNorm,
                Second = new ReadOnlyRows(_scanned, c.InnerSize),
                SecondWeight = layer.ScanOutNorm,
                FirstRstd = _rstd,
                SecondRstd = _otherRstd,
            },
            (float)c.NormEpsilon,
            new WritableRows(_mixed, c.InnerSize),
            _tier);
        Times?.End(StepPart.Norms);

        Span<float> Next(int width)
        {
            start += width;
            return _projected.AsSpan(start - width, width);
        }
    }

    private void Scan(DecoderLayer layer, ScanState state, ReadOnlySpan<float> x, ReadOnlySpan<float> gate, int threads)
    {
        HymbaConfig c = _config;
        ConvolutionStep.Run(
            1,
            new ReadOnlyRows(x, c.InnerSize),
            state.ConvInputValues,
            layer.ConvWeight,
            layer.ConvBias,
            new WritableRows(_channels, c.InnerSize),
            threads,
            _tier);
        Times?.End(StepPart.Convolution);
        layer.XProjection.Multiply(_channels, _parameters, threads);
        Span<float> rank = _parameters.AsSpan(0, c.TimeStepRank);
        Span<float> input = _parameters.AsSpan(c.TimeStepRank, c.StateSize), output = _parameters.AsSpan(c.TimeStepRank + c.StateSize, c.StateSize);
        NormInPlace(rank, layer.TimeStepNorm);
        NormInPlace(input, layer.InputGateNorm);
        NormInPlace(output, layer.OutputGateNorm);
        layer.TimeStepProjection.Run(new ReadOnlyRows(rank, rank.Length), 1, layer.TimeStepBias, _step, threads);
        Times?.End(StepPart.ScanInputs);
        SelectiveScan.Run(
            new SelectiveScanArguments
            {
                Tokens = 1,
                Channels = c.InnerSize,
                States = c.StateSize,
                Delta = new ReadOnlyRows(_step, c.InnerSize),
                Input = new ReadOnlyRows(_channels, c.InnerSize),
                InputMatrix = new ReadOnlyRows(input, c.StateSize),
                OutputMatrix = new ReadOnlyRows(output, c.StateSize),
                Decay = layer.Decay,
                Skip = layer.Skip,
                Gate = new ReadOnlyRows(gate, c.InnerSize),
                State = state.StateValues,
                Output = _scanned,
                OutputStride = c.InnerSize,
            },
            threads);
    }

    private void FeedForward(DecoderLayer layer, int threads)
    {
        if (layer.Gate is DecoderMatrix gate)
        {
            layer.Up.MultiplyGated(gate, _normed, 1, _up, _gate, threads);
        }
        else
        {
            layer.Up.Multiply(_normed, _up, threads);
            foreach (ref float value in _up.AsSpan())
            {
                value = value > 0 ? value * value : 0;
            }
        }

        layer.Down.Multiply(_up, _change, threads);
    }

    private void NormInPlace(Span<float> values, ReadOnlySpan<float> weight)
    {
        if (!weight.IsEmpty)
        {
            Norm(values, weight, values);
        }
    }

    private void Norm(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, Span<float> y) => RmsNormGradient.Forward(
        1, new ReadOnlyRows(x, x.Length), weight, (float)_config.NormEpsilon, new WritableRows(y, y.Length), _rstd, _tier);
}
