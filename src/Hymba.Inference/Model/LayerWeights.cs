using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// The tensors of one layer. Matrices and norms are in the model's dtype, the large ones may be quantized; everything that the scan reads is float32.
/// The tensors belong to <see cref="HymbaWeights"/>.
/// </summary>
internal sealed class LayerWeights
{
    private readonly Tensor _logDecay;
    private readonly Tensor? _decay;
    private Tensor? _paddedTimeStep;

    public LayerWeights(LayerPlan plan, Func<string, Tensor?> find, Func<string, QuantizedMatrix?> findQuantized)
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
        _decay = _logDecay.requires_grad ? null : _logDecay.exp().neg_().DetachFromDisposeScope();

        Tensor Require(string name) => find(TensorNames.Layer(plan.Index, name))
            ?? throw new ArgumentException($"The weights lack {TensorNames.Layer(plan.Index, name)}.", nameof(find));

        WeightMatrix? Matrix(string name) => findQuantized(TensorNames.Layer(plan.Index, name)) is QuantizedMatrix quantized
            ? new WeightMatrix(quantized)
            : find(TensorNames.Layer(plan.Index, name)) is Tensor plain ? new WeightMatrix(plain) : null;

        WeightMatrix RequireMatrix(string name) => Matrix(name) ?? new WeightMatrix(Require(name));
    }

    /// <summary>What this layer does.</summary>
    public LayerPlan Plan { get; }

    public Tensor InputNorm { get; } // [D]

    public WeightMatrix InProjection { get; } // [q|k|v|x|z, D], consumers without k and v

    public Tensor ConvWeight { get; } // [Di, 1, C] f32

    public Tensor? ConvBias { get; } // [Di] f32

    public Tensor XProjection { get; } // [R + 2N, Di]

    public Tensor TimeStepProjection { get; } // [Di, R]

    public Tensor TimeStepBias { get; } // [Di] f32

    public Tensor Skip { get; } // [Di] f32, the paper's D

    public Tensor? TimeStepNorm { get; } // [R]

    public Tensor? InputGateNorm { get; } // [N], of the paper's B

    public Tensor? OutputGateNorm { get; } // [N], of the paper's C

    public Tensor AttentionOutNorm { get; } // [Di]

    public Tensor ScanOutNorm { get; } // [Di]

    public WeightMatrix OutProjection { get; } // [D, Di]

    public Tensor MlpNorm { get; } // [D]

    public WeightMatrix? Gate { get; } // [F, D], null for the gateless activation

    public WeightMatrix Up { get; } // [F, D]

    public WeightMatrix Down { get; } // [D, F]

    /// <summary>A = -exp(A_log), [Di, N] f32: cached for fixed weights, computed on the graph for trainable ones.</summary>
    public Tensor Decay() => _decay ?? _logDecay.exp().neg();

    /// <summary>
    /// The weights of dt_proj with columns of zeros up to a multiple of a kernel's block, [Di, &gt;= R]: R is no multiple, and what is left of a row takes longer
    /// than the row. Computed at the first call; belongs to this layer.
    /// </summary>
    public Tensor PaddedTimeStepProjection(int block)
    {
        long missing = (block - (TimeStepProjection.shape[1] % block)) % block;
        if (missing == 0)
        {
            return TimeStepProjection;
        }

        return _paddedTimeStep ??= nn.functional.pad(TimeStepProjection, [0, missing]).DetachFromDisposeScope();
    }

    /// <summary>Frees what this layer computed for itself; the checkpoint's tensors belong to the model.</summary>
    public void DisposeDerived()
    {
        _decay?.Dispose();
        _paddedTimeStep?.Dispose();
    }
}
