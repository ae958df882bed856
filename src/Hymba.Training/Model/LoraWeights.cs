using Hymba.Inference;
using Hymba.Inference.Adapters;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Forward;
using Hymba.Inference.Model;
using Hymba.Training.Output;
using static TorchSharp.torch;

namespace Hymba.Training.Model;

/// <summary>
/// A model whose own weights stay as they are, with two trained factors for each target matrix: W + alpha / r * B * A, computed on the graph of
/// every pass. At first B is zero, so that training starts from the model itself.
/// </summary>
internal sealed class LoraWeights : ITrainedWeights
{
    private readonly HymbaConfig _config;
    private readonly LoraConfig _adapter;
    private readonly ScalarType _computeType;
    private readonly Dictionary<string, Tensor> _frozen = [];
    private readonly string[] _adapted;

    /// <summary>Loads the model and makes the factors.</summary>
    /// <param name="checkpoint">The model; may be closed afterwards.</param>
    /// <param name="options">Valid options.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="computeType">Type of the matrix products.</param>
    /// <param name="seed">Chooses the factors A.</param>
    /// <exception cref="InvalidOptionsException">The model has no matrix for a target.</exception>
    public LoraWeights(HymbaCheckpoint checkpoint, LoraOptions options, Device device, ScalarType computeType, ulong seed)
    {
        _config = checkpoint.Config;
        _computeType = computeType;
        _adapter = new LoraConfig(options.Rank, options.Alpha, [.. options.Targets.Distinct().Select(LoraTargets.PeftName)], checkpoint.Directory);
        _adapted = [.. checkpoint.Entries.Keys.Where(name => LoraTargets.Of(name) is string target && options.Targets.Contains(target))];
        string[] absent = [.. options.Targets.Where(target => !Array.Exists(_adapted, name => LoraTargets.Of(name) == target))];
        if (absent.Length > 0)
        {
            throw new InvalidOptionsException([.. absent.Select(target => $"The LoRA target '{target}' is no matrix of this model.")]);
        }

        Store = new ParameterStore(_adapted.SelectMany(name => Factors(checkpoint, name)), device);
        FillFactors(seed);
        using IDisposable noGrad = no_grad();
        foreach (string name in checkpoint.Entries.Keys)
        {
            // Adapted matrices keep the precision of the checkpoint until the update is added; all others are rounded once.
            ScalarType type = _adapted.Contains(name)
                ? WeightLoader.ScalarTypeOf(checkpoint.Entry(name).Dtype)
                : HymbaWeights.StorageDtype(name, computeType);
            _frozen[name] = WeightLoader.LoadTensor(checkpoint, name, type, device).DetachFromDisposeScope();
        }
    }

    /// <inheritdoc/>
    public ParameterStore Store { get; }

    /// <inheritdoc/>
    public string ResultName => "adapter";

    /// <inheritdoc/>
    public HymbaWeights Assemble(IReadOnlyDictionary<string, Tensor> leaves)
    {
        var named = new Dictionary<string, Tensor>(_frozen);
        foreach (string name in _adapted)
        {
            Tensor update = leaves[LoraNames.Second(name)].matmul(leaves[LoraNames.First(name)]).mul(KeptScalar.Of(_adapter.Scale));
            named[name] = _frozen[name].to(ScalarType.Float32).add(update, KeptScalar.One).to(HymbaWeights.StorageDtype(name, _computeType));
        }

        return new HymbaWeights(_config, named);
    }

    /// <inheritdoc/>
    public void WriteState(string directory) => WriteResult(directory);

    /// <inheritdoc/>
    public void ReadState(string directory)
    {
        using LoraAdapter saved = LoraAdapter.Open(directory, _config);
        if (saved.Config.Rank != _adapter.Rank || !saved.Config.Alpha.Equals(_adapter.Alpha) || !saved.Weights.ToHashSet().SetEquals(_adapted))
        {
            throw new ModelLoadException(
                directory, [FormattableString.Invariant($"the saved adapter has {Describe(saved.Config)}; this run has {Describe(_adapter)}.")]);
        }

        using IDisposable scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        foreach (string name in Store.Names)
        {
            Store.View(Store.Values, name).copy_(saved.Read(name));
        }
    }

    /// <inheritdoc/>
    public void WriteResult(string directory)
    {
        LoraConfigFile.Write(directory, _adapter);
        SafetensorsTensor[] tensors =
            [.. Store.Names.Order(StringComparer.Ordinal).Select(name => new SafetensorsTensor(name, SafetensorsDtype.F32, Store.ShapeOf(name)))];
        ModelWriter.WriteTensors(Path.Combine(directory, LoraAdapter.WeightsName), tensors, name => Store.View(Store.Values, name));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Store.Dispose();
        foreach (Tensor tensor in _frozen.Values)
        {
            tensor.Dispose();
        }
    }

    private static string Describe(LoraConfig config)
        => FormattableString.Invariant($"rank {config.Rank}, alpha {config.Alpha} and targets {string.Join(", ", config.TargetModules ?? [])}");

    private IEnumerable<(string Name, long[] Shape)> Factors(HymbaCheckpoint checkpoint, string name)
    {
        long[] shape = checkpoint.Entry(name).Shape;
        yield return (LoraNames.First(name), [_adapter.Rank, shape[1]]);
        yield return (LoraNames.Second(name), [shape[0], _adapter.Rank]);
    }

    // A as PEFT has it: Kaiming's uniform distribution with a = sqrt(5), which is 1 / sqrt(in) to both sides. B stays zero.
    private void FillFactors(ulong seed)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using Generator generator = new(seed, CPU);
        foreach (string name in _adapted)
        {
            Tensor target = Store.View(Store.Values, LoraNames.First(name));
            double bound = 1 / Math.Sqrt(target.shape[1]);
            target.copy_(rand(target.shape, ScalarType.Float32, generator: generator).mul(KeptScalar.Of(2 * bound)).sub(KeptScalar.Of(bound)));
        }
    }
}
