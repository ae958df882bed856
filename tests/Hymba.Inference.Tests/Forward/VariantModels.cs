using System.Text.Json.Nodes;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Forward;
using Hymba.Inference.Generation;
using Hymba.Inference.Native;
using Hymba.Inference.Tests.Checkpoint;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Forward;

/// <summary>Small random models of configs for which the original has left no numbers.</summary>
internal static class VariantModels
{
    private static readonly Dictionary<string, Action<JsonObject>> Changes = new()
    {
        ["no memory tokens"] = c => c["num_memory_tokens"] = 0,
        ["one memory token"] = c => c["num_memory_tokens"] = 1,
        ["window 0"] = c => c["sliding_window"] = 0,
        ["window 0, no memory tokens"] = c => (c["sliding_window"], c["num_memory_tokens"]) = (0, 0),
        ["window 1"] = c => c["sliding_window"] = 1,
        ["conv 1"] = c => c["mamba_d_conv"] = 1,
        ["conv 9"] = c => c["mamba_d_conv"] = 9,
        ["own head"] = c => c["tie_word_embeddings"] = false,
        ["relu2"] = c => c["mlp_hidden_act"] = "relu2",
        ["no conv bias, no inner norms"] = c => (c["mamba_conv_bias"], c["mamba_inner_layernorms"]) = (false, false),
        ["3 states"] = c => c["mamba_d_state"] = 3,
        ["rank 1"] = c => c["mamba_dt_rank"] = 1,
        ["global layers share"] = c => (c["global_attn_idx"], c["kv_reuse_group"]) = (List(0, 3, 6), new JsonArray(List(0, 3, 6), List(1, 2), List(4, 5))),
        ["groups far apart"] = c => c["kv_reuse_group"] = new JsonArray(List(1, 4), List(2, 5)),
        ["no global layer, no group"] = c => (c["global_attn_idx"], c["kv_reuse_group"]) = (new JsonArray(), null),
        ["all layers global"] = c => (c["global_attn_idx"], c["kv_reuse_group"]) = (List(0, 1, 2, 3, 4, 5, 6), new JsonArray()),
        ["rope default"] = c => c["rope_type"] = "default",
        ["rope dynamic"] = c => c["rope_type"] = "dynamic_ntk",
        ["five kv heads"] = c => c["num_key_value_heads"] = 5,
        ["expansion 1"] = c => (c["mamba_expand"], c["v_head_dim"]) = (1, 16),
    };

    /// <summary>All names; tests run on each.</summary>
    public static TheoryData<string> Names => [.. Changes.Keys];

    /// <summary>Loads a variant; the caller disposes it.</summary>
    public static async Task<LoadedModel> LoadAsync(string name, bool associative = false, ScalarType dtype = ScalarType.Float32)
    {
        TorchRuntime.EnsureLoaded(NullLogger.Instance);
        using TemporaryDirectory folder = new();
        await WriteAsync(folder, Changes[name]);
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(folder["model"]);
        return new LoadedModel(
            WeightLoader.Load(checkpoint, dtype, CPU), associative ? new AssociativeScan() : new KernelScan(2), tokenizer: null, 1 << 24, 256);
    }

    /// <summary>Writes a checkpoint to the subfolder <c>model</c>.</summary>
    public static Task WriteAsync(TemporaryDirectory folder, Action<JsonObject> change)
    {
        byte[] config = ConfigText.Small(c =>
        {
            c.Remove("conv_dim");
            c.Remove("layer_type");
            change(c);
        });
        return RandomCheckpoint.WriteAsync(folder.Write("small.json", config), SafetensorsDtype.F32, 1, folder["model"]);
    }

    private static JsonArray List(params int[] layers) => [.. layers.Select(layer => JsonValue.Create(layer))];
}
