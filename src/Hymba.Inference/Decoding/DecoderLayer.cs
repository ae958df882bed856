using Hymba.Inference.Model;
using Hymba.Kernels.Decode;

namespace Hymba.Inference.Decoding;

/// <summary>One layer's weights as a decode step reads them: matrices in place, the small vectors widened to float32 once.</summary>
internal sealed class DecoderLayer
{
    /// <summary>Keeps the weights of a layer on the CPU; they must outlive this.</summary>
    public DecoderLayer(HymbaConfig config, LayerWeights weights)
    {
        Plan = weights.Plan;
        InputNorm = weights.InputNorm.Widen();
        InProjection = new DecoderMatrix(weights.InProjection);
        ConvWeight = Turn(weights.ConvWeight.Widen(), config.InnerSize, config.ConvKernel);
        ConvBias = weights.ConvBias?.Widen() ?? new float[config.InnerSize];
        XProjection = new DecoderMatrix(weights.XProjection);
        TimeStepNorm = weights.TimeStepNorm?.Widen();
        InputGateNorm = weights.InputGateNorm?.Widen();
        OutputGateNorm = weights.OutputGateNorm?.Widen();
        TimeStepProjection = new DecoderMatrix(weights.PaddedTimeStepProjection());
        TimeStepBias = weights.TimeStepBias.Widen();
        Decay = NativeArray<float>.Of(weights.FixedDecay.Bytes);
        Skip = weights.Skip.Widen();
        AttentionOutNorm = weights.AttentionOutNorm.Widen();
        ScanOutNorm = weights.ScanOutNorm.Widen();
        OutProjection = new DecoderMatrix(weights.OutProjection);
        MlpNorm = weights.MlpNorm.Widen();
        Gate = weights.Gate is null ? null : new DecoderMatrix(weights.Gate);
        Up = new DecoderMatrix(weights.Up);
        Down = new DecoderMatrix(weights.Down);
    }

    public LayerPlan Plan { get; }

    public float[] InputNorm { get; } // [D]

    public DecoderMatrix InProjection { get; } // [q|k|v|x|z, D], consumers without k and v

    public float[] ConvWeight { get; } // [C, Di]

    public float[] ConvBias { get; } // [Di], zeros for none

    public DecoderMatrix XProjection { get; } // [R + 2N, Di]

    public float[]? TimeStepNorm { get; } // [R]

    public float[]? InputGateNorm { get; } // [N]

    public float[]? OutputGateNorm { get; } // [N]

    public DecoderMatrix TimeStepProjection { get; } // [Di, >= R], zeros behind R

    public float[] TimeStepBias { get; } // [Di]

    public NativeArray<float> Decay { get; } // [Di, N]

    public float[] Skip { get; } // [Di]

    public float[] AttentionOutNorm { get; } // [Di]

    public float[] ScanOutNorm { get; } // [Di]

    public DecoderMatrix OutProjection { get; } // [D, Di]

    public float[] MlpNorm { get; } // [D]

    public DecoderMatrix? Gate { get; } // [F, D]

    public DecoderMatrix Up { get; } // [F, D]

    public DecoderMatrix Down { get; } // [D, F]

    // [rows, columns] to [columns, rows].
    private static float[] Turn(ReadOnlySpan<float> from, int rows, int columns)
    {
        var to = new float[from.Length];
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = from[(i % rows * columns) + (i / rows)];
        }

        return to;
    }
}
