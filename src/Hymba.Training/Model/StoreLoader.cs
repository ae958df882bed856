using Hymba.Inference;
using Hymba.Inference.Checkpoint;
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
        LoadInto(checkpoint, store);
    }

    /// <summary>Copies the weights of an open checkpoint.</summary>
    /// <exception cref="ModelLoadException">It is damaged, or of other sizes.</exception>
    public static void LoadInto(HymbaCheckpoint checkpoint, ParameterStore store)
    {
        string[] errors = [.. store.Names.Where(name => !Fits(checkpoint, store, name)).Select(name => Mismatch(checkpoint, store, name))];
        if (errors.Length > 0)
        {
            throw new ModelLoadException(checkpoint.Directory, errors);
        }

        using IDisposable noGrad = no_grad();
        foreach (string name in store.Names)
        {
            using IDisposable scope = NewDisposeScope();
            store.View(store.Values, name).copy_(WeightLoader.LoadTensor(checkpoint, name, ScalarType.Float32, CPU));
        }
    }

    private static bool Fits(HymbaCheckpoint checkpoint, ParameterStore store, string name)
        => checkpoint.Entries.TryGetValue(name, out SafetensorsEntry? entry) && entry.Shape.SequenceEqual(store.ShapeOf(name));

    private static string Mismatch(HymbaCheckpoint checkpoint, ParameterStore store, string name)
    {
        string found = checkpoint.Entries.TryGetValue(name, out SafetensorsEntry? entry) ? $"has {MessageText.Shape(entry.Shape)}" : "lacks it";
        return $"{name} must be {MessageText.Shape(store.ShapeOf(name))}; the checkpoint {found}.";
    }
}
