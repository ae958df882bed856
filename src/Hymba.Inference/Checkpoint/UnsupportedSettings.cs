using System.Text.Json;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// Refuses, by name, the switches of the original configuration whose other positions this engine does not implement.
/// Ignoring one of them would compute a different model without a word.
/// </summary>
internal static class UnsupportedSettings
{
    private const int NotSet = -1;

    /// <summary>Reports every switch that is not in its supported position.</summary>
    /// <param name="values">The configuration.</param>
    /// <param name="hidden">[D], or null where it is wrong itself.</param>
    /// <param name="queryHeads">[Hq], or null.</param>
    /// <param name="inner">[Di], or null.</param>
    /// <param name="layers">[L], or null.</param>
    public static void Report(ConfigValues values, int? hidden, int? queryHeads, int? inner, int? layers)
    {
        // The original assumes 16 experts, no rotary embedding and a narrower value head where these keys are absent: they must be there.
        Text(values, "model_type", "hymba", mayBeAbsent: false);
        Flag(values, "rope", true, mayBeAbsent: false);
        Whole(values, "num_experts", mayBeAbsent: false, 1);
        Whole(values, "v_head_dim", mayBeAbsent: false, inner / queryHeads);

        // Absent keys of this second kind mean the supported position in the original, too.
        Whole(values, "num_experts_per_tok", mayBeAbsent: true, 1);
        Whole(values, "num_mamba", mayBeAbsent: true, 1);
        Whole(values, "memory_tokens_interspersed_every", mayBeAbsent: true, 0);
        Whole(values, "attn_hidden_size", mayBeAbsent: true, NotSet, hidden);
        Whole(values, "kq_head_dim", mayBeAbsent: true, NotSet, hidden / queryHeads);
        Whole(values, "kv_reuse_every_i_layer", mayBeAbsent: true, NotSet);
        Flag(values, "kv_weight_reuse", false, mayBeAbsent: true);
        Flag(values, "mamba_proj_bias", false, mayBeAbsent: true);
        if (values.TryGetNotNull("kq_norm", out _))
        {
            Text(values, "kq_norm", "none", mayBeAbsent: true);
        }

        Text(values, "hidden_act", "silu", mayBeAbsent: true);
        LayerTypes(values, layers);
        InnerSizes(values, inner, layers);
    }

    private static void Whole(ConfigValues values, string key, bool mayBeAbsent, params int?[] supported)
    {
        // A size that is itself wrong cannot judge another key.
        if (!supported.Contains(null))
        {
            Check(values, key, mayBeAbsent, value => supported.Contains(ConfigValues.AsWhole(value)), string.Join(" or ", supported.Distinct()));
        }
    }

    private static void Flag(ConfigValues values, string key, bool supported, bool mayBeAbsent)
        => Check(
            values, key, mayBeAbsent,
            value => value.ValueKind == (supported ? JsonValueKind.True : JsonValueKind.False),
            supported ? "true" : "false");

    private static void Text(ConfigValues values, string key, string supported, bool mayBeAbsent)
        => Check(
            values, key, mayBeAbsent,
            value => value.ValueKind == JsonValueKind.String && value.ValueEquals(supported),
            $"\"{supported}\"");

    private static void Check(ConfigValues values, string key, bool mayBeAbsent, Func<JsonElement, bool> isSupported, string supported)
    {
        if (!values.TryGet(key, out JsonElement value))
        {
            values.Require(mayBeAbsent, $"{key} is missing; supported: {supported}.");
        }
        else if (!isSupported(value))
        {
            values.Report($"{key} is {ConfigValues.Show(value)}; supported: {supported}.");
        }
    }

    // The original fills layer_type and conv_dim in by itself while it builds the model, so both may be absent.
    private static void LayerTypes(ConfigValues values, int? layers)
    {
        if (!values.TryGet("layer_type", out JsonElement types))
        {
            return;
        }

        bool isHybrid = types.ValueKind == JsonValueKind.Array
            && types.EnumerateArray().All(type => type.ValueKind == JsonValueKind.String && type.ValueEquals("h"));
        values.Require(isHybrid, $"layer_type is {ConfigValues.Show(types)}; supported: \"h\" for every layer.");
        values.Require(
            !isHybrid || layers is null || types.GetArrayLength() == layers,
            $"layer_type lists {(isHybrid ? types.GetArrayLength() : 0)} layers, num_hidden_layers is {layers}.");
    }

    private static void InnerSizes(ConfigValues values, int? inner, int? layers)
    {
        if (inner is null || layers is null || !values.TryGet("conv_dim", out JsonElement sizes))
        {
            return;
        }

        bool isUniform = sizes.ValueKind == JsonValueKind.Object
            && sizes.EnumerateObject().All(size => ConfigValues.AsWhole(size.Value) == inner);
        values.Require(isUniform, $"conv_dim is {ConfigValues.Show(sizes)}; supported: mamba_expand * hidden_size = {inner} for every layer.");
    }
}
