using System.Numerics.Tensors;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>
/// Several tokens of one sequence in one pass over the weights, of which only the first ones may be kept. Every token gets the bits, in logits and state,
/// that <see cref="CpuDecoder.Step"/> would give it: matrices go through kernels whose rows keep the order of the single product, and what depends on the
/// tokens before goes token by token. One thread at a time, which calls <see cref="Keep"/> before the next pass.
/// </summary>
internal sealed class DraftPass
{
    /// <summary>The most tokens of a pass.</summary>
    public const int MaxTokens = 8;

    private readonly DecoderModel _model;
    private readonly KernelTier _tier = KernelTiers.Current;
    private readonly DraftedLayer[] _drafted;
    private readonly float[] _rstd = new float[MaxTokens];
    private readonly float[] _otherRstd = new float[MaxTokens];
    private readonly float[] _hidden; // [tokens, D]
    private readonly float[] _normed; // [tokens, D]
    private readonly float[] _change; // [tokens, D]
    private readonly float[] _projected; // [tokens, q|k|v|x|z]
    private readonly float[] _attended; // [tokens, Di]
    private readonly float[] _scanned; // [tokens, Di]
    private readonly float[] _mixed; // [tokens, Di]
    private readonly float[] _gate; // [tokens, F]
    private readonly float[] _up; // [tokens, F]
    private float[]? _logits;
    private float[]? _peaks;
    private int _count;

    /// <summary>Allocates what passes need.</summary>
    /// <param name="model">Of the decoder whose steps this stands in for.</param>
    /// <param name="cacheType">Number type of keys and values.</param>
    public DraftPass(DecoderModel model, ScalarType cacheType)
    {
        _model = model;
        HymbaConfig c = model.Config;
        _drafted = [.. model.Layers.Select(layer => new DraftedLayer(c, layer.Plan, MaxTokens, cacheType))];
        _hidden = new float[MaxTokens * c.HiddenSize];
        _normed = new float[MaxTokens * c.HiddenSize];
        _change = new float[MaxTokens * c.HiddenSize];
        _projected = new float[MaxTokens * model.Layers.Max(layer => layer.InProjection.Rows)];
        _attended = new float[MaxTokens * c.InnerSize];
        _scanned = new float[MaxTokens * c.InnerSize];
        _mixed = new float[MaxTokens * c.InnerSize];
        _gate = new float[MaxTokens * c.MlpSize];
        _up = new float[MaxTokens * c.MlpSize];
    }

    /// <summary>Room for a pass's logits, [<see cref="MaxTokens"/>, V], made when first asked for and then kept: too large to be allocated for every request.</summary>
    public float[] Logits => _logits ??= new float[MaxTokens * _model.Config.VocabularySize];

    /// <summary>Room for the largest logit of each block, [<see cref="MaxTokens"/>, <see cref="BlockPeaks.Count"/> of V], likewise.</summary>
    public float[] Peaks => _peaks ??= new float[MaxTokens * BlockPeaks.Count(_model.Config.VocabularySize)];

    /// <summary>Where the time is added up; null measures nothing.</summary>
    public StepTimes? Times { get; set; }

    /// <summary>Computes the tokens. The state is good for nothing but <see cref="Keep"/> until that is called.</summary>
    /// <param name="state">The sequence.</param>
    /// <param name="tokens">1 to <see cref="MaxTokens"/> ids within the vocabulary.</param>
    /// <param name="logits">[tokens, V], written.</param>
    /// <param name="peaks">The largest logit of each block, [tokens, <see cref="BlockPeaks.Count"/> of V], written; empty for none.</param>
    /// <exception cref="ContextOverflowException">The state has no room for all of them.</exception>
    public void Run(SequenceState state, ReadOnlySpan<int> tokens, Span<float> logits, Span<float> peaks = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Length, nameof(tokens));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tokens.Length, MaxTokens, nameof(tokens));
        state.RequireRoom(tokens.Length);

        _count = tokens.Length;
        int width = _model.Config.HiddenSize;
        Times?.Begin();
        for (int i = 0; i < _count; i++)
        {
            _model.Embedding.Read(tokens[i], _hidden.AsSpan(i * width, width));
        }

        RunLayers(state, isTrial: true);
        Norm(_hidden, width, _model.FinalNorm, _normed);
        Times?.End(StepPart.Norms);
        _model.Head.MultiplyPeaked(_normed, _count, logits, peaks, _model.Threads);
        Times?.End(StepPart.Head);
    }

    /// <summary>Continues a sequence by tokens that are all kept, without their logits.</summary>
    /// <param name="state">The sequence, with room for them; moves on.</param>
    /// <param name="rows">The rows of the embedding of 1 to <see cref="MaxTokens"/> tokens, [tokens, D]; becomes the residual stream after the last layer.</param>
    public void Advance(SequenceState state, Span<float> rows)
    {
        _count = rows.Length / _model.Config.HiddenSize;
        ArgumentOutOfRangeException.ThrowIfZero(_count, nameof(rows));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_count, MaxTokens, nameof(rows));
        rows.CopyTo(_hidden);
        RunLayers(state, isTrial: false);
        _hidden.AsSpan(0, rows.Length).CopyTo(rows);
        state.Advance(_count);
    }

    /// <summary>Keeps the first tokens of the pass: the state becomes what stepping over them alone would have left.</summary>
    /// <param name="state">The sequence of the last <see cref="Run"/>.</param>
    /// <param name="kept">From 1 to all of them.</param>
    public void Keep(SequenceState state, int kept)
    {
        ArgumentOutOfRangeException.ThrowIfZero(kept);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kept, _count);
        int threads = _model.Threads;
        foreach (DecoderLayer layer in kept == _count ? [] : _model.Layers)
        {
            int index = layer.Plan.Index;
            _drafted[index].TakeBack(layer, state.Scan(index), kept, _scanned, threads);
            _drafted[index].Entries?.TakeBack(state.KeyValues(index), state.Position, kept, _count);
        }

        state.Advance(kept);
    }

    // On trial, what the state was and what came in is kept for taking tokens back.
    private void RunLayers(SequenceState state, bool isTrial)
    {
        int threads = _model.Threads, width = _model.Config.HiddenSize;
        foreach (DecoderLayer layer in _model.Layers)
        {
            Norm(_hidden, width, layer.InputNorm, _normed);
            Times?.End(StepPart.Norms);
            layer.InProjection.MultiplyRows(_normed, _count, _projected, threads);
            Times?.End(StepPart.InProjection);
            Attend(layer, state, threads);
            Times?.End(StepPart.Attention);
            Scan(layer, state.Scan(layer.Plan.Index), isTrial, threads);
            Times?.End(StepPart.Scan);
            Mix(layer);
            Times?.End(StepPart.Norms);
            layer.OutProjection.MultiplyRows(_mixed, _count, _change, threads);
            Times?.End(StepPart.OutProjection);
            AddChange();
            Norm(_hidden, width, layer.MlpNorm, _normed);
            Times?.End(StepPart.Norms);
            FeedForward(layer, threads);
            AddChange();
            Times?.End(StepPart.FeedForward);
        }
    }

    private void Attend(DecoderLayer layer, SequenceState state, int threads)
    {
        HymbaConfig c = _model.Config;
        int stride = layer.InProjection.Rows, position = state.Position;
        int queries = c.QueryHeads * c.KeyHeadSize, keys = c.KeyValueHeads * c.KeyHeadSize, values = c.KeyValueHeads * c.ValueHeadSize;
        KeyValueCache cache = state.KeyValues(layer.Plan.KeyValueLayer);
        DraftedEntries entries = _drafted[layer.Plan.KeyValueLayer].Entries!;
        if (!layer.Plan.IsProducer)
        {
            entries.TakeBack(cache, position, 0, _count);
        }

        int heads = layer.Plan.RotatedHeads(c);
        _model.Rotary.RotateSteps(new WritableRows(_projected, stride), heads, position, _count);
        for (int i = 0; i < _count; i++)
        {
            Span<float> row = _projected.AsSpan(i * stride, stride), query = row[..queries];
            TensorPrimitives.Multiply(query, 1f / MathF.Sqrt(c.KeyHeadSize), query);
            if (layer.Plan.IsProducer)
            {
                entries.Write(cache.Shape.Dtype, i, row.Slice(queries, keys), row.Slice(queries + keys, values));
            }
        }

        _model.Attention.Run(cache, entries, position, _count, _projected, stride, _attended, threads);
    }

    private void Scan(DecoderLayer layer, ScanState state, bool isTrial, int threads)
    {
        HymbaConfig c = _model.Config;
        DraftedLayer drafted = _drafted[layer.Plan.Index];
        int stride = layer.InProjection.Rows, width = DraftedLayer.ParameterWidth(c), inner = c.InnerSize;
        Span<float> x = _projected.AsSpan(stride - (2 * inner));
        if (isTrial)
        {
            drafted.Save(state);
            for (int i = 0; i < _count; i++)
            {
                x.Slice(i * stride, inner).CopyTo(drafted.Inputs.AsSpan(i * inner));
            }
        }

        ConvolutionStep.Run(
            _count,
            new ReadOnlyRows(x, stride),
            state.ConvInputValues,
            layer.ConvWeight,
            layer.ConvBias,
            new WritableRows(drafted.Channels, inner),
            threads,
            _tier);
        Times?.End(StepPart.Convolution);
        layer.XProjection.MultiplyRows(drafted.Channels, _count, drafted.Parameters, threads);
        NormInPlace(drafted.Parameters, width, layer.TimeStepNorm);
        NormInPlace(drafted.Parameters.AsSpan(c.TimeStepRank), width, layer.InputGateNorm);
        NormInPlace(drafted.Parameters.AsSpan(c.TimeStepRank + c.StateSize), width, layer.OutputGateNorm);
        layer.TimeStepProjection.Run(new ReadOnlyRows(drafted.Parameters, width), _count, layer.TimeStepBias, drafted.Steps, threads);
        Times?.End(StepPart.ScanInputs);
        var gate = new ReadOnlyRows(_projected.AsSpan(stride - inner), stride);
        SelectiveScan.Run(drafted.Arguments(layer, state, _count, gate, _scanned, isTrial), threads);
    }

    private void Mix(DecoderLayer layer)
    {
        int inner = _model.Config.InnerSize;
        NormAverageGradient.Forward(
            new NormAverageArguments
            {
                Rows = _count,
                First = new ReadOnlyRows(_attended, inner),
                FirstWeight = layer.AttentionOutNorm,
                Second = new ReadOnlyRows(_scanned, inner),
                SecondWeight = layer.ScanOutNorm,
                FirstRstd = _rstd,
                SecondRstd = _otherRstd,
            },
            (float)_model.Config.NormEpsilon,
            new WritableRows(_mixed, inner),
            _tier);
    }

    private void FeedForward(DecoderLayer layer, int threads)
    {
        if (layer.Gate is DecoderMatrix gate)
        {
            layer.Up.MultiplyGated(gate, _normed, _count, _up, _gate, threads);
        }
        else
        {
            layer.Up.MultiplyRows(_normed, _count, _up, threads);
            foreach (ref float value in _up.AsSpan(0, _count * _model.Config.MlpSize))
            {
                value = value > 0 ? value * value : 0;
            }
        }

        layer.Down.MultiplyRows(_up, _count, _change, threads);
    }

    private void NormInPlace(Span<float> rows, int stride, ReadOnlySpan<float> weight)
    {
        if (!weight.IsEmpty)
        {
            Norm(rows, stride, weight, rows);
        }
    }

    private void Norm(ReadOnlySpan<float> x, int stride, ReadOnlySpan<float> weight, Span<float> y) => RmsNormGradient.Forward(
        _count, new ReadOnlyRows(x, stride), weight, (float)_model.Config.NormEpsilon, new WritableRows(y, stride), _rstd, _tier);

    private void AddChange()
    {
        Span<float> hidden = _hidden.AsSpan(0, _count * _model.Config.HiddenSize);
        TensorPrimitives.Add(hidden, _change.AsSpan(0, hidden.Length), hidden);
    }
}
