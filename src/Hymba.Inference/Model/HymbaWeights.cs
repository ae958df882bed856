using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// All weights of a model on one device, immutable and shared by every sequence. Owns its tensors.
/// Reading from several threads is safe; disposing while a forward pass runs is not.
/// </summary>
internal sealed class HymbaWeights : IDisposable
{
    // What the scan and the convolution read stays in float32, whatever the model's dtype (they are small).
    private static readonly string[] Float32Suffixes =
        ["mamba.conv1d.weight", "mamba.conv1d.bias", "mamba.dt_proj.0.bias", "mamba.A_log.0", "mamba.D.0"];

    // The large matrices of the layers: nearly all of a model, and read once per token.
    private static readonly string[] QuantizableSuffixes =
        ["mamba.in_proj.weight", "mamba.out_proj.weight", "gate_proj.weight", "up_proj.weight", "down_proj.weight"];

    private readonly IReadOnlyDictionary<string, LazyTensor> _named;
    private readonly IReadOnlyDictionary<string, QuantizedMatrix> _quantized;
    private readonly UnpackBuffer? _buffer;
    private readonly MemoryArena? _arena;

    /// <summary>Takes ownership of tensors, as the other constructor.</summary>
    public HymbaWeights(HymbaConfig config, IReadOnlyDictionary<string, Tensor> named)
        : this(config, named.ToDictionary(pair => pair.Key, pair => new LazyTensor(pair.Value)))
    {
    }

    /// <summary>Takes ownership of the tensors of a checkpoint, by name; their shapes have been checked.</summary>
    /// <param name="config">Sizes of the model.</param>
    /// <param name="named">The tensors.</param>
    /// <param name="quantized">Matrices that are none of the tensors, and the output matrix once more.</param>
    /// <param name="buffer">What the matrices are unpacked into.</param>
    /// <param name="arena">What the rest was cut from; null where it owns its memory itself.</param>
    public HymbaWeights(
        HymbaConfig config,
        IReadOnlyDictionary<string, LazyTensor> named,
        IReadOnlyDictionary<string, QuantizedMatrix>? quantized = null,
        UnpackBuffer? buffer = null,
        MemoryArena? arena = null)
    {
        _quantized = quantized ?? new Dictionary<string, QuantizedMatrix>();
        _buffer = buffer;
        _arena = arena;
        Config = config;
        _named = named;
        Embedding = named[TensorNames.Embedding];
        MemoryTokens = named.GetValueOrDefault(TensorNames.MemoryTokens);
        FinalNorm = named[TensorNames.FinalNorm];
        Head = named[HeadName(config)];
        Layers = [.. LayerPlan.For(config).Select(plan => new LayerWeights(plan, named.GetValueOrDefault, _quantized.GetValueOrDefault, arena))];
    }

    /// <summary>Sizes of the model.</summary>
    public HymbaConfig Config { get; }

    public LazyTensor Embedding { get; } // [V, D]

    public LazyTensor? MemoryTokens { get; } // [M, D], null when M is 0

    public LazyTensor FinalNorm { get; } // [D]

    public LazyTensor Head { get; } // [V, D]

    /// <summary>The output matrix as int8, for single steps of a quantized model: it is read whole for every token. Null for other models.</summary>
    public QuantizedMatrix? QuantizedHead => _quantized.GetValueOrDefault(TensorNames.Head);

    /// <summary>The tensor that is the output matrix.</summary>
    public static string HeadName(HymbaConfig config) => config.TiedHead ? TensorNames.Embedding : TensorNames.Head;

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<LayerWeights> Layers { get; }

    /// <summary>The tensors by their checkpoint names.</summary>
    public IReadOnlyDictionary<string, LazyTensor> Named => _named;

    /// <summary>Bytes of all weights; a tied head counts once, one that is kept as integers too counts twice.</summary>
    public long ByteSize => _named.Values.Sum(tensor => tensor.ByteSize) + _quantized.Values.Sum(matrix => (long)matrix.Packed.Length);

    /// <summary>Where the weights live.</summary>
    public Device Device => Embedding.Device;

    /// <summary>The type of the matrices and of the activations between them.</summary>
    public ScalarType Dtype => Embedding.Dtype;

    /// <summary>The type in which a tensor is kept when the model computes in <paramref name="modelDtype"/>.</summary>
    public static ScalarType StorageDtype(string name, ScalarType modelDtype)
        => Array.Exists(Float32Suffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal)) ? ScalarType.Float32 : modelDtype;

    /// <summary>Whether a tensor may be kept as small integers.</summary>
    public static bool IsQuantizable(string name) => Array.Exists(QuantizableSuffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal));

    /// <summary>Frees what was computed from the tensors, for owners of the tensors themselves.</summary>
    public void DisposeDerived()
    {
        foreach (LayerWeights layer in Layers)
        {
            layer.DisposeDerived();
        }
    }

    /// <summary>Frees what would have become, or was, a model's weights.</summary>
    public static void Free(IReadOnlyDictionary<string, LazyTensor> named, IReadOnlyDictionary<string, QuantizedMatrix> quantized)
    {
        foreach (LazyTensor tensor in named.Values)
        {
            tensor.Dispose();
        }

        foreach (QuantizedMatrix matrix in quantized.Values)
        {
            matrix.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        DisposeDerived();
        Free(_named, _quantized);
        _buffer?.Dispose();
        _arena?.Dispose();
    }
}
