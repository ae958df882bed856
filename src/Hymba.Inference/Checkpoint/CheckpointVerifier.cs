using Hymba.Inference.Model;

namespace Hymba.Inference.Checkpoint;

/// <summary>Holds the tensors of a checkpoint against what its config calls for.</summary>
internal static class CheckpointVerifier
{
    // Hostile files may hold thousands of strange tensors; nobody reads more than this.
    private const int MaxListed = 2000;

    /// <summary>The entries that loading uses, by name, in the order of <see cref="TensorNames.Expected"/>.</summary>
    /// <param name="directory">For the error message.</param>
    /// <param name="config">What the tensors must fit.</param>
    /// <param name="found">Every tensor of the checkpoint.</param>
    /// <param name="errors">Problems that were found before; all are reported together.</param>
    /// <exception cref="ModelLoadException">A tensor is missing, extra, or has the wrong shape or type; lists all of them.</exception>
    public static IReadOnlyDictionary<string, SafetensorsEntry> Verify(
        string directory, HymbaConfig config, IReadOnlyDictionary<string, SafetensorsEntry> found, List<string> errors)
    {
        var used = new OrderedDictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        foreach ((string name, long[] shape) in TensorNames.Expected(config))
        {
            if (!found.TryGetValue(name, out SafetensorsEntry? entry))
            {
                errors.Add($"tensor {name} {MessageText.Shape(shape)} is missing.");
                continue;
            }

            used.Add(name, entry);
            if (!entry.Shape.AsSpan().SequenceEqual(shape))
            {
                errors.Add($"tensor {name} has the shape {MessageText.Shape(entry.Shape)}; the config calls for {MessageText.Shape(shape)}.");
            }

            if (!entry.Dtype.IsWeightType())
            {
                errors.Add($"tensor {name} is {entry.Dtype.FormatName()}; supported: BF16, F16, F32.");
            }
        }

        errors.AddRange(found.Keys
            .Where(name => !used.ContainsKey(name) && !IsHarmless(name, config))
            .Order(StringComparer.Ordinal)
            .Select(name => $"tensor {MessageText.Quote(name)} is not part of a model of this config."));
        return errors.Count == 0 ? used : throw new ModelLoadException(directory, Shorten(errors));
    }

    // A tied head repeats the embedding, and rotary tables are computed: some exporters store both all the same.
    private static bool IsHarmless(string name, HymbaConfig config)
        => (name == TensorNames.Head && config.TiedHead) || name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal);

    private static List<string> Shorten(List<string> errors)
        => errors.Count <= MaxListed ? errors : [.. errors.Take(MaxListed), $"{errors.Count - MaxListed} more problems are not listed."];
}
