using Hymba.Inference.Model;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>One layer's weights as a decode step reads them: matrices in place, the small vectors widened to float32 once, beside each other, dt_proj in tiles among them.</summary>
internal sealed class DecoderLayer
{
    private readonly NativeArray<float> _inputNorm;
    private readonly NativeArray<float> _convWeight;
    private readonly NativeArray<float> _convBias;
    private readonly NativeArray<float> _timeStepNorm;
    private readonly NativeArray<float> _inputGateNorm;
    private readonly NativeArray<float> _outputGateNorm;
    private readonly NativeArray<float> _timeStepBias;
    private readonly NativeArray<float> _decay;
    private readonly NativeArray<float> _skip;
    private readonly NativeArray<float> _attentionOutNorm;
    private readonly NativeArray<float> _scanOutNorm;
    private readonly NativeArray<float> _mlpNorm;

    /// <summary>Keeps the weights of a layer on the CPU.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="weights">Must outlive this.</param>
    /// <param name="vectors">Zeros with room for <see cref="VectorBytes"/>; must outlive this.</param>
    public DecoderLayer(HymbaConfig config, LayerWeights weights, MemoryArena vectors)
    {
        Plan = weights.Plan;
        InProjection = new DecoderMatrix(weights.InProjection);
        XProjection = new DecoderMatrix(weights.XProjection);
        OutProjection = new DecoderMatrix(weights.OutProjection);
        Gate = weights.Gate is null ? null : new DecoderMatrix(weights.Gate);
        Up = new DecoderMatrix(weights.Up);
        Down = new DecoderMatrix(weights.Down);

        // In the order in which a step reads them.
        _inputNorm = Take(weights.InputNorm);
        _convWeight = Room(weights.ConvWeight.Elements);
        Turn(weights.ConvWeight.Widen(), config.InnerSize, config.ConvKernel, _convWeight.Values);
        _convBias = weights.ConvBias is null ? Room(config.InnerSize) : Take(weights.ConvBias);
        _timeStepNorm = Take(weights.TimeStepNorm);
        _inputGateNorm = Take(weights.InputGateNorm);
        _outputGateNorm = Take(weights.OutputGateNorm);
        TimeStepProjection = new TimeStepMatrix(weights.TimeStepProjection, vectors);
        _timeStepBias = Take(weights.TimeStepBias);
        _decay = NativeArray<float>.Of(weights.FixedDecay.Bytes);
        _skip = Take(weights.Skip);
        _attentionOutNorm = Take(weights.AttentionOutNorm);
        _scanOutNorm = Take(weights.ScanOutNorm);
        _mlpNorm = Take(weights.MlpNorm);

        NativeArray<float> Take(LazyTensor? vector)
        {
            if (vector is null)
            {
                return default;
            }

            NativeArray<float> room = Room(vector.Elements);
            NumberTypes.Widen(vector.Dtype, vector.Bytes, room.Values);
            return room;
        }

        NativeArray<float> Room(long length) => NativeArray<float>.Of(vectors.Take(length * sizeof(float)).Values);
    }

    public LayerPlan Plan { get; }

    public ReadOnlySpan<float> InputNorm => _inputNorm.Values; // [D]

    public DecoderMatrix InProjection { get; } // [q|k|v|x|z, D], consumers without k and v

    public ReadOnlySpan<float> ConvWeight => _convWeight.Values; // [C, Di]

    public ReadOnlySpan<float> ConvBias => _convBias.Values; // [Di], zeros for none

    public DecoderMatrix XProjection { get; } // [R + 2N, Di]

    public ReadOnlySpan<float> TimeStepNorm => _timeStepNorm.Values; // [R], empty for none

    public ReadOnlySpan<float> InputGateNorm => _inputGateNorm.Values; // [N], empty for none

    public ReadOnlySpan<float> OutputGateNorm => _outputGateNorm.Values; // [N], empty for none

    public TimeStepMatrix TimeStepProjection { get; } // [Di, R]

    public ReadOnlySpan<float> TimeStepBias => _timeStepBias.Values; // [Di]

    public ReadOnlySpan<float> Decay => _decay.Values; // [Di, N]

    public ReadOnlySpan<float> Skip => _skip.Values; // [Di]

    public ReadOnlySpan<float> AttentionOutNorm => _attentionOutNorm.Values; // [Di]

    public ReadOnlySpan<float> ScanOutNorm => _scanOutNorm.Values; // [Di]

    public DecoderMatrix OutProjection { get; } // [D, Di]

    public ReadOnlySpan<float> MlpNorm => _mlpNorm.Values; // [D]

    public DecoderMatrix? Gate { get; } // [F, D]

    public DecoderMatrix Up { get; } // [F, D]

    public DecoderMatrix Down { get; } // [D, F]

    /// <summary>The most bytes of an arena that a layer takes.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="dtype">Of the matrices that are no small integers.</param>
    public static long VectorBytes(HymbaConfig config, ScalarType dtype)
    {
        int width = config.HiddenSize, inner = config.InnerSize, states = config.StateSize;
        int[] lengths = [width, width, config.ConvKernel * inner, inner, inner, inner, inner, inner, config.TimeStepRank, states, states];
        return lengths.Sum(length => MemoryArena.BytesOf(length * sizeof(float)))
            + MemoryArena.BytesOf(TimeStepMatrix.Bytes(inner, config.TimeStepRank, dtype));
    }

    // [rows, columns] to [columns, rows].
    private static void Turn(ReadOnlySpan<float> from, int rows, int columns, Span<float> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[(i % rows * columns) + (i / rows)];
        }
    }
}
