using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Training.Model;

/// <summary>
/// The trained tensors in float32, one behind the other in a single tensor, so that the optimizer walks over memory once. Those with weight
/// decay come first. Owns the tensor; one thread at a time.
/// </summary>
internal sealed class ParameterStore : IDisposable
{
    private readonly Dictionary<string, (long Offset, long[] Shape)> _places = [];

    /// <summary>Reserves room for tensors, zeros.</summary>
    /// <param name="tensors">Their names and shapes.</param>
    /// <param name="device">Where they live.</param>
    public ParameterStore(IEnumerable<(string Name, long[] Shape)> tensors, Device device)
    {
        (string Name, long[] Shape)[] all = [.. tensors.OrderBy(tensor => HasDecay(tensor.Name, tensor.Shape) ? 0 : 1)];
        long offset = 0;
        foreach ((string name, long[] shape) in all)
        {
            _places[name] = (offset, shape);
            offset += TensorNames.Elements(shape);
            DecayedElements = HasDecay(name, shape) ? offset : DecayedElements;
        }

        Values = zeros([offset], ScalarType.Float32, device).DetachFromDisposeScope();
    }

    /// <summary>All numbers, [P] f32.</summary>
    public Tensor Values { get; }

    /// <summary>How many of the first elements have weight decay.</summary>
    public long DecayedElements { get; }

    /// <summary>Names in storage order.</summary>
    public IEnumerable<string> Names => _places.Keys;

    /// <summary>A tensor's shape. Not to be changed.</summary>
    public long[] ShapeOf(string name) => _places[name].Shape;

    /// <summary>One tensor as a view of a tensor that is laid out like <see cref="Values"/>; belongs to the caller's dispose scope.</summary>
    public Tensor View(Tensor flat, string name)
    {
        (long offset, long[] shape) = _places[name];
        return flat.narrow(0, offset, TensorNames.Elements(shape)).view(shape);
    }

    /// <inheritdoc/>
    public void Dispose() => Values.Dispose();

    // Matrices alone decay: norms, biases, the scan's A and D, the convolution and the embeddings keep their size.
    private static bool HasDecay(string name, long[] shape)
        => shape.Length == 2 && name is not (TensorNames.Embedding or TensorNames.MemoryTokens) && !name.EndsWith("A_log.0", StringComparison.Ordinal);
}
