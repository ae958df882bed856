using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>One layer's weights as a decode step reads them: matrices in place, the small vectors widened to float32 once.</summary>
internal sealed class DecoderLayer
{
    /// <summary>Keeps the weights of a layer on the CPU; they must outlive this.</summary>
    public DecoderLayer(HymbaConfig config, LayerWeights weights)
    {
        Plan = weights.Plan;
        InputNorm = Widen(weights.InputNorm);
        InProjection = new DecoderMatrix(weights.InProjection);
        using (Tensor turned = weights.ConvWeight.squeeze(1).t().contiguous())
        {
            ConvWeight = Widen(turned);
        }

        ConvBias = weights.ConvBias is null ? new float[config.InnerSize] : Widen(weights.ConvBias);
        XProjection = new DecoderMatrix(weights.XProjection);
        TimeStepNorm = weights.TimeStepNorm is null ? null : Widen(weights.TimeStepNorm);
        InputGateNorm = weights.InputGateNorm is null ? null : Widen(weights.InputGateNorm);
        OutputGateNorm = weights.OutputGateNorm is null ? null : Widen(weights.OutputGateNorm);
        TimeStepProjection = new DecoderMatrix(weights.PaddedTimeStepProjection(BlockDot<Bfloat16Format, ushort>.BlockSize));
        TimeStepBias = Widen(weights.TimeStepBias);
        Decay = NativeArray<float>.Of(weights.Decay().bytes);
        Skip = Widen(weights.Skip);
        AttentionOutNorm = Widen(weights.AttentionOutNorm);
        ScanOutNorm = Widen(weights.ScanOutNorm);
        OutProjection = new DecoderMatrix(weights.OutProjection);
        MlpNorm = Widen(weights.MlpNorm);
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

    /// <summary>The values of a tensor in float32.</summary>
    public static float[] Widen(Tensor tensor)
    {
        using Tensor wide = tensor.to(ScalarType.Float32).contiguous();
        return TensorSpan.Of(wide).ToArray();
    }
}
