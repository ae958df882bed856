using Hymba.Inference;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Training.Model;

/// <summary>Brings the weights of a checkpoint directory into a store, in float32 whatever their type was.</summary>
internal static class StoreLoader
{
    /// <summary>Copies the weights.</summary>
    /// <param name="directory">A checkpoint of the store's config.</param>
    /// <param name="store">Overwritten.</param>
    /// <exception cref="ModelLoadException">No checkpoint, damaged, or of other sizes.</exception>
    public static void LoadInto(string directory, ParameterStore store)
    {
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(directory);
        using HymbaWeights weights = WeightLoader.Load(checkpoint, ScalarType.Float32, CPU);
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        foreach (string name in store.Names)
        {
            Tensor target = store.View(store.Values, name);
            Tensor? source = weights.Named.GetValueOrDefault(name);
            if (source is null || !source.shape.SequenceEqual(target.shape))
            {
                string found = source is null ? "lacks it" : $"has [{string.Join(", ", source.shape)}]";
                throw new ModelLoadException(directory, [$"{name} must be [{string.Join(", ", target.shape)}]; the checkpoint {found}."]);
            }

            target.copy_(source);
        }
    }
}
