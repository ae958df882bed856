using Hymba.Inference;
using Hymba.Inference.Model;
using TorchSharp;

namespace Hymba.Training.Model;

/// <summary>What a run trains, and how a model is made of it. One thread at a time, but for <see cref="Assemble"/>.</summary>
internal interface ITrainedWeights : IDisposable
{
    /// <summary>The numbers that the optimizer changes.</summary>
    ParameterStore Store { get; }

    /// <summary>What the finished result is called: <c>model</c> or <c>adapter</c>.</summary>
    string ResultName { get; }

    /// <summary>The model's weights on the graph, in the types in which it computes. Several threads may ask at once.</summary>
    /// <param name="leaves">The store's tensors by name, as one worker sees them.</param>
    /// <returns>Weights whose tensors belong to the caller's dispose scope, to the leaves or to this; never to be disposed as a whole.</returns>
    HymbaWeights Assemble(IReadOnlyDictionary<string, torch.Tensor> leaves);

    /// <summary>Writes what <see cref="ReadState"/> needs into an existing directory, in float32.</summary>
    void WriteState(string directory);

    /// <summary>Reads a saved state.</summary>
    /// <exception cref="ModelLoadException">It is damaged, or that of another model.</exception>
    void ReadState(string directory);

    /// <summary>Writes the finished result into an existing directory.</summary>
    void WriteResult(string directory);
}
