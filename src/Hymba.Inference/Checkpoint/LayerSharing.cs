using System.Text.Json;

namespace Hymba.Inference.Checkpoint;

/// <summary>Reads which layers attend globally and which share keys and values, and checks that both fit together.</summary>
internal static class LayerSharing
{
    private const string GlobalKey = "global_attn_idx";
    private const string GroupsKey = "kv_reuse_group";

    /// <summary>The global layers, or null where they are wrong.</summary>
    public static IReadOnlyList<int>? ReadGlobalLayers(ConfigValues values, int layers)
    {
        IReadOnlyList<int>? global = values.Wholes(GlobalKey, 0, layers - 1);
        foreach (int layer in Repeated(global ?? []))
        {
            values.Report($"{GlobalKey} lists layer {layer} twice.");
        }

        return global;
    }

    /// <summary>The sharing groups, producer first; an absent key or null means that no layer shares. Null where the key is no list.</summary>
    public static IReadOnlyList<IReadOnlyList<int>>? ReadGroups(ConfigValues values, int layers, IReadOnlyList<int>? global)
    {
        if (!values.TryGetNotNull(GroupsKey, out JsonElement list))
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            values.Report($"{GroupsKey} is {ConfigValues.Show(list)}; it must be a list of lists of layers.");
            return null;
        }

        var groups = new List<IReadOnlyList<int>>();
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (values.Wholes($"{GroupsKey}[{groups.Count}]", item, 0, layers - 1) is not { } group)
            {
                return null;
            }

            CheckGroup(values, group, groups.Count, global);
            groups.Add(group);
        }

        foreach (int layer in Repeated(groups.SelectMany(group => group)))
        {
            values.Report($"{GroupsKey} lists layer {layer} twice.");
        }

        return groups;
    }

    private static void CheckGroup(ConfigValues values, IReadOnlyList<int> group, int index, IReadOnlyList<int>? global)
    {
        string who = $"{GroupsKey}[{index}] = {MessageText.Shape(group.Select(layer => (long)layer))}";
        values.Require(group.Count > 0, $"{who} is empty; a group starts with the layer that makes the keys and values.");
        values.Require(
            group.Zip(group.Skip(1)).All(pair => pair.First <= pair.Second),
            $"{who} must be in ascending order: the layer that makes the keys and values comes before those that reuse them.");
        if (global is not null)
        {
            int globalCount = group.Count(global.Contains);
            values.Require(
                globalCount == 0 || globalCount == group.Count,
                $"{who} mixes global layers ({GlobalKey}) with windowed ones; they cannot share keys and values.");
        }
    }

    private static IEnumerable<int> Repeated(IEnumerable<int> layers)
        => layers.GroupBy(layer => layer).Where(same => same.Count() > 1).Select(same => same.Key);
}
