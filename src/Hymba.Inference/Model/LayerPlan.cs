namespace Hymba.Inference.Model;

/// <summary>What one layer does: its mask, and whose keys and values it reads. Built once from the config.</summary>
/// <param name="Index">The layer's number, from 0.</param>
/// <param name="IsGlobal">True: full attention. False: sliding window plus memory tokens.</param>
/// <param name="KeyValueLayer">The layer whose keys and values this one reads; its own index for a producer.</param>
internal sealed record LayerPlan(int Index, bool IsGlobal, int KeyValueLayer)
{
    /// <summary>Whether the layer projects and caches keys and values of its own.</summary>
    public bool IsProducer => KeyValueLayer == Index;

    /// <summary>Heads in front of in_proj's result that are rotated by position: queries, and keys where the layer computes them.</summary>
    public int RotatedHeads(HymbaConfig config) => config.QueryHeads + (IsProducer ? config.KeyValueHeads : 0);

    /// <summary>Rows of <c>in_proj</c>: q | k | v | x | z, without k and v for a consumer.</summary>
    public int InProjectionRows(HymbaConfig config)
        => (config.QueryHeads * config.KeyHeadSize) + (2 * config.InnerSize)
            + (IsProducer ? config.KeyValueHeads * (config.KeyHeadSize + config.ValueHeadSize) : 0);

    /// <summary>The plan of every layer of a validated config, in order.</summary>
    public static IReadOnlyList<LayerPlan> For(HymbaConfig config)
    {
        var producers = Enumerable.Range(0, config.LayerCount).ToArray();
        foreach (IReadOnlyList<int> group in config.KeyValueGroups)
        {
            foreach (int layer in group)
            {
                producers[layer] = group[0];
            }
        }

        var global = config.GlobalLayers.ToHashSet();
        return [.. producers.Select((producer, layer) => new LayerPlan(layer, global.Contains(layer), producer))];
    }
}
