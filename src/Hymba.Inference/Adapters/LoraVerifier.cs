using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;

namespace Hymba.Inference.Adapters;

/// <summary>Holds the tensors of an adapter against its config and the model.</summary>
internal static class LoraVerifier
{
    /// <summary>The weights that the adapter changes.</summary>
    /// <param name="model">The model that it is for.</param>
    /// <param name="config">The adapter's config; null where it is wrong, then ranks and targets are not checked.</param>
    /// <param name="found">Every tensor of the adapter.</param>
    /// <param name="errors">Gets every problem, one sentence each.</param>
    public static HashSet<string> Verify(
        HymbaConfig model, LoraConfig? config, IReadOnlyDictionary<string, SafetensorsEntry> found, List<string> errors)
    {
        var shapes = TensorNames.Expected(model).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape, StringComparer.Ordinal);
        var weights = new HashSet<string>(StringComparer.Ordinal);
        foreach (SafetensorsEntry entry in found.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (!entry.Dtype.IsWeightType())
            {
                errors.Add($"tensor {MessageText.Quote(entry.Name)} is {entry.Dtype.FormatName()}; supported: BF16, F16, F32.");
            }

            string? weight = LoraNames.WeightOf(entry.Name);
            if (weight is null || !shapes.ContainsKey(weight))
            {
                errors.Add($"tensor {MessageText.Quote(entry.Name)} belongs to no weight of this model.");
            }
            else if (LoraTargets.Of(weight) is null)
            {
                errors.Add($"tensor {MessageText.Quote(entry.Name)} changes {weight}; what can be adapted is {string.Join(", ", LoraTargets.Known)}.");
            }
            else
            {
                weights.Add(weight);
            }
        }

        foreach (string weight in weights.Order(StringComparer.Ordinal))
        {
            CheckFactor(LoraNames.First(weight), [config?.Rank, shapes[weight][1]]);
            CheckFactor(LoraNames.Second(weight), [shapes[weight][0], config?.Rank]);
        }

        if (found.Count == 0)
        {
            errors.Add("the adapter holds no tensors.");
        }

        CheckTargets(config?.TargetModules, weights, errors);
        return weights;

        void CheckFactor(string name, long?[] shape)
        {
            if (!found.TryGetValue(name, out SafetensorsEntry? entry))
            {
                errors.Add($"tensor {name} is missing.");
            }
            else if (entry.Shape.Length != 2 || shape.Zip(entry.Shape).Any(sizes => sizes.First is long size && size != sizes.Second))
            {
                string wanted = string.Join(", ", shape.Select(size => size?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "r"));
                errors.Add($"tensor {name} has the shape {MessageText.Shape(entry.Shape)}; model and rank call for [{wanted}].");
            }
        }
    }

    private static void CheckTargets(IReadOnlyList<string>? targets, HashSet<string> weights, List<string> errors)
    {
        if (targets is null)
        {
            return;
        }

        string[] modules = [.. weights.Select(weight => weight[..^".weight".Length])];
        errors.AddRange(targets.Where(target => !Array.Exists(modules, module => LoraTargets.IsModule(module, target)))
            .Select(target => $"target_modules names {MessageText.Quote(target)}, but the adapter has no tensors for it."));
        errors.AddRange(modules.Where(module => !targets.Any(target => LoraTargets.IsModule(module, target))).Order(StringComparer.Ordinal)
            .Select(module => $"the adapter has tensors for {module}, which target_modules does not name."));
    }
}
