using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Training.Output;
using static TorchSharp.torch;

namespace Hymba.Training.Model;

/// <summary>All weights of a model, each trained.</summary>
internal sealed class FullWeights : ITrainedWeights
{
    private readonly HymbaConfig _config;
    private readonly string _configPath;
    private readonly ScalarType _computeType;
    private readonly Func<string, SafetensorsDtype> _resultType;

    /// <summary>Reserves room for the weights, zeros.</summary>
    /// <param name="config">The model.</param>
    /// <param name="configPath">The file that it was read from; tokenizer files beside it are saved with it.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="computeType">Type of the matrix products: float32, or bfloat16 with weights, gradients and everything else in float32.</param>
    /// <param name="resultType">The type in which the finished model stores a tensor.</param>
    public FullWeights(
        HymbaConfig config, string configPath, Device device, ScalarType computeType, Func<string, SafetensorsDtype> resultType)
    {
        _config = config;
        _configPath = configPath;
        _computeType = computeType;
        _resultType = resultType;
        Store = new ParameterStore(TensorNames.Expected(config), device);
    }

    /// <inheritdoc/>
    public ParameterStore Store { get; }

    /// <inheritdoc/>
    public string ResultName => "model";

    /// <inheritdoc/>
    public HymbaWeights Assemble(IReadOnlyDictionary<string, Tensor> leaves)
        // Casts to the compute type are part of the graph: the gradients of all passes are summed in float32.
        => new(_config, leaves.ToDictionary(leaf => leaf.Key, leaf => leaf.Value.to(HymbaWeights.StorageDtype(leaf.Key, _computeType))));

    /// <inheritdoc/>
    public void WriteState(string directory) => Write(directory, _ => SafetensorsDtype.F32);

    /// <inheritdoc/>
    public void ReadState(string directory) => StoreLoader.LoadInto(directory, Store);

    /// <inheritdoc/>
    public void WriteResult(string directory) => Write(directory, _resultType);

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();

    private void Write(string directory, Func<string, SafetensorsDtype> typeOf)
        => ModelWriter.WriteModel(directory, _configPath, _config, name => Store.View(Store.Values, name), typeOf);
}
