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

    private readonly IReadOnlyDictionary<string, Tensor> _named;

    /// <summary>Takes ownership of the tensors of a checkpoint, by name; their shapes have been checked.</summary>
    public HymbaWeights(HymbaConfig config, IReadOnlyDictionary<string, Tensor> named)
    {
        Config = config;
        _named = named;
        Embedding = named[TensorNames.Embedding];
        MemoryTokens = named.GetValueOrDefault(TensorNames.MemoryTokens);
        FinalNorm = named[TensorNames.FinalNorm];
        Head = config.TiedHead ? Embedding : named[TensorNames.Head];
        Layers = [.. LayerPlan.For(config).Select(plan => new LayerWeights(plan, named.GetValueOrDefault))];
    }

    /// <summary>Sizes of the model.</summary>
    public HymbaConfig Config { get; }

    public Tensor Embedding { get; } // [V, D]

    public Tensor? MemoryTokens { get; } // [M, D], null when M is 0

    public Tensor FinalNorm { get; } // [D]

    public Tensor Head { get; } // [V, D]

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<LayerWeights> Layers { get; }

    /// <summary>The tensors by their checkpoint names.</summary>
    public IReadOnlyDictionary<string, Tensor> Named => _named;

    /// <summary>Where the weights live.</summary>
    public Device Device => Embedding.device;

    /// <summary>The type of the matrices and of the activations between them.</summary>
    public ScalarType Dtype => Embedding.dtype;

    /// <summary>The type in which a tensor is kept when the model computes in <paramref name="modelDtype"/>.</summary>
    public static ScalarType StorageDtype(string name, ScalarType modelDtype)
        => Array.Exists(Float32Suffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal)) ? ScalarType.Float32 : modelDtype;

    /// <summary>Frees what was computed from the tensors, for owners of the tensors themselves.</summary>
    public void DisposeDerived()
    {
        foreach (LayerWeights layer in Layers)
        {
            layer.DisposeDerived();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        DisposeDerived();
        foreach (Tensor tensor in _named.Values)
        {
            tensor.Dispose();
        }
    }
}
