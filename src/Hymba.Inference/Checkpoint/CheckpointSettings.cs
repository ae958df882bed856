using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hymba.Inference.Checkpoint;

/// <summary>Everything of a checkpoint that is not weights: config and tokenizer files.</summary>
internal static class CheckpointSettings
{
    private static readonly string[] TokenizerFiles =
        ["tokenizer.model", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "tokenizer.json", "generation_config.json"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Copies a config, with the type of the new weights in it, and the tokenizer files that lie beside it.</summary>
    /// <param name="configPath">A Hymba <c>config.json</c> under any name.</param>
    /// <param name="dtype">For <c>torch_dtype</c>.</param>
    /// <param name="target">An existing directory.</param>
    public static void Copy(string configPath, SafetensorsDtype dtype, string target)
    {
        JsonObject settings = JsonNode.Parse(File.ReadAllBytes(configPath))!.AsObject();
        settings["torch_dtype"] = dtype.TorchName();
        File.WriteAllText(Path.Combine(target, CheckpointFiles.ConfigName), settings.ToJsonString(Indented) + "\n");
        string source = Path.GetDirectoryName(Path.GetFullPath(configPath))!;
        foreach (string name in TokenizerFiles.Where(name => File.Exists(Path.Combine(source, name))))
        {
            File.Copy(Path.Combine(source, name), Path.Combine(target, name));
        }
    }
}
