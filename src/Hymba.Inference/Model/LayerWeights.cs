using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// The tensors of one layer. Matrices and norms are in the model's dtype, the large ones may be quantized; everything that the scan reads is float32.
/// The tensors belong to <see cref="HymbaWeights"/>.
/// </summary>
internal sealed class LayerWeights
{
    private readonly LazyTensor _logDecay;
    private readonly LazyTensor? _decay;

    /// <summary>Finds the weights of a layer.</summary>
    /// <param name="plan">The layer.</param>
    /// <param name="find">Tensors, by name.</param>
    /// <param name="findQuantized">Matrices, by name.</param>
    /// <param name="arena">With room for <see cref="DerivedBytes"/>; null: what is computed gets memory of its own.</param>
    public LayerWeights(LayerPlan plan, Func<string, LazyTensor?> find, Func<string, QuantizedMatrix?> findQuantized, MemoryArena? arena = null)
    {
        Plan = plan;
        InputNorm = Require("input_layernorm.weight");
        InProjection = RequireMatrix("mamba.in_proj.weight");
        ConvWeight = Require("mamba.conv1d.weight");
        ConvBias = find(TensorNames.Layer(plan.Index, "mamba.conv1d.bias"));
        XProjection = Require("mamba.x_proj.0.weight");
        TimeStepProjection = Require("mamba.dt_proj.0.weight");
        TimeStepBias = Require("mamba.dt_proj.0.bias");
        Skip = Require("mamba.D.0");
        TimeStepNorm = find(TensorNames.Layer(plan.Index, "mamba.dt_layernorm.weight"));
        InputGateNorm = find(TensorNames.Layer(plan.Index, "mamba.B_layernorm.weight"));
        OutputGateNorm = find(TensorNames.Layer(plan.Index, "mamba.C_layernorm.weight"));
        AttentionOutNorm = Require("mamba.pre_avg_layernorm1.weight");
        ScanOutNorm = Require("mamba.pre_avg_layernorm2.weight");
        OutProjection = RequireMatrix("mamba.out_proj.weight");
        MlpNorm = Require("pre_moe_layernorm.weight");
        Gate = Matrix("moe.experts.0.gate_proj.weight");
        Up = RequireMatrix("moe.experts.0.up_proj.weight");
        Down = RequireMatrix("moe.experts.0.down_proj.weight");
        _logDecay = Require("mamba.A_log.0");
        _decay = _logDecay.IsTrainable ? null : DecayOf(_logDecay, arena);

        LazyTensor Require(string name) => find(TensorNames.Layer(plan.Index, name))
            ?? throw new ArgumentException($"The weights lack {TensorNames.Layer(plan.Index, name)}.", nameof(find));

        WeightMatrix? Matrix(string name) => findQuantized(TensorNames.Layer(plan.Index, name)) is QuantizedMatrix quantized
            ? new WeightMatrix(quantized)
            : find(TensorNames.Layer(plan.Index, name)) is LazyTensor plain ? new WeightMatrix(plain) : null;

        WeightMatrix RequireMatrix(string name) => Matrix(name) ?? new WeightMatrix(Require(name));
    }

    /// <summary>What this layer does.</summary>
    public LayerPlan Plan { get; }

    public LazyTensor InputNorm { get; } // [D]

    public WeightMatrix InProjection { get; } // [q|k|v|x|z, D], consumers without k and v

    public LazyTensor ConvWeight { get; } // [Di, 1, C] f32

    public LazyTensor? ConvBias { get; } // [Di] f32

    public LazyTensor XProjection { get; } // [R + 2N, Di]

    public LazyTensor TimeStepProjection { get; } // [Di, R]

    public LazyTensor TimeStepBias { get; } // [Di] f32

    public LazyTensor Skip { get; } // [Di] f32, the paper's D

    public LazyTensor? TimeStepNorm { get; } // [R]

    public LazyTensor? InputGateNorm { get; } // [N], of the paper's B

    public LazyTensor? OutputGateNorm { get; } // [N], of the paper's C

    public LazyTensor AttentionOutNorm { get; } // [Di]

    public LazyTensor ScanOutNorm { get; } // [Di]

    public WeightMatrix OutProjection { get; } // [D, Di]

    public LazyTensor MlpNorm { get; } // [D]

    public WeightMatrix? Gate { get; } // [F, D], null for the gateless activation

    public WeightMatrix Up { get; } // [F, D]

    public WeightMatrix Down { get; } // [D, F]

    /// <summary>A = -exp(A_log), [Di, N] f32: cached for fixed weights, computed on the graph for trainable ones.</summary>
    public Tensor Decay() => _decay?.Tensor ?? _logDecay.Tensor.exp().neg();

    /// <summary>A of fixed weights, [Di, N] f32.</summary>
    /// <exception cref="InvalidOperationException">The weights are trainable.</exception>
    public LazyTensor FixedDecay => _decay ?? throw new InvalidOperationException("The decay of trainable weights is computed on the graph.");

    /// <summary>Bytes of an arena that a layer takes for what it computes.</summary>
    public static long DerivedBytes(HymbaConfig config) => MemoryArena.BytesOf([config.InnerSize, config.StateSize], ScalarType.Float32);

    /// <summary>Frees what this layer computed for itself; the checkpoint's tensors belong to the model.</summary>
    public void DisposeDerived() => _decay?.Dispose();

    // Nearly always the float32 next to the true value, on every system; a library's own function for float32 need not be.
    private static LazyTensor DecayOf(LazyTensor logDecay, MemoryArena? arena)
    {
        if (logDecay.Device.type != TorchSharp.DeviceType.CPU)
        {
            return new LazyTensor(logDecay.Tensor.exp().neg_().DetachFromDisposeScope());
        }

        LazyTensor decay = arena?.Take(logDecay.Shape, logDecay.Dtype) ?? LazyTensor.Zeros(logDecay.Shape, logDecay.Dtype, logDecay.Device);
        ReadOnlySpan<float> from = MemoryMarshal.Cast<byte, float>(logDecay.Bytes);
        Span<float> to = MemoryMarshal.Cast<byte, float>(decay.Bytes);
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = -(float)Math.Exp(from[i]);
        }

        return decay;
    }
}
