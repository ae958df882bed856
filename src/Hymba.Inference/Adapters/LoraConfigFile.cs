using System.Text.Json;
using System.Text.Json.Nodes;
using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Adapters;

/// <summary>Reads and writes <c>adapter_config.json</c> as PEFT has it.</summary>
internal static class LoraConfigFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "adapter_config.json";

    // Each of these changes what the factors mean, or adds weights beside them. All are off in a plain adapter.
    private static readonly string[] Extensions =
    [
        "use_rslora", "use_dora", "use_qalora", "lora_bias", "fan_in_fan_out", "rank_pattern", "alpha_pattern", "modules_to_save",
        "layer_replication", "target_parameters", "trainable_token_indices", "alora_invocation_tokens",
    ];

    // Initialisations that take their part out of the base weights, so that the adapter alone does not fit the original.
    private static readonly string[] ChangingStarts = ["pissa", "olora", "corda", "loftq", "lora_ga"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Reads the file of a directory.</summary>
    /// <param name="directory">The adapter's directory.</param>
    /// <param name="errors">Gets every problem of its content, one sentence each.</param>
    /// <returns>Null where there are problems.</returns>
    /// <exception cref="ModelLoadException">The file cannot be read or is no JSON object.</exception>
    public static LoraConfig? Read(string directory, List<string> errors)
    {
        string path = Path.Combine(directory, Name);
        using JsonDocument document = Parse(path);
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
        {
            throw new ModelLoadException(path, [$"the file holds {ConfigValues.Show(document.RootElement)}; it must be an object."]);
        }

        var values = new ConfigValues(document.RootElement);
        values.Require(
            values.TryGet("peft_type", out JsonElement type) && IsText(type, "LORA"), $"peft_type is {Show(values, "peft_type")}; supported: \"LORA\".");
        int? rank = values.Whole("r", 1, LoraConfig.MaxRank);
        double? alpha = values.Positive("lora_alpha");
        values.Require(!values.TryGet("bias", out JsonElement bias) || IsText(bias, "none"), $"bias is {Show(values, "bias")}; supported: \"none\".");
        foreach (string key in Extensions)
        {
            values.Require(!values.TryGet(key, out JsonElement value) || IsOff(value), $"{key} is {Show(values, key)}; adapters with it are not supported.");
        }

        values.Require(
            !values.TryGet("init_lora_weights", out JsonElement start) || !ChangesBase(start),
            $"init_lora_weights is {Show(values, "init_lora_weights")}, which changes the base weights; save the adapter as a plain one.");
        IReadOnlyList<string>? targets = Targets(values);
        string? baseModel = values.TryGetNotNull("base_model_name_or_path", out JsonElement model) && model.ValueKind is JsonValueKind.String
            ? model.GetString() : null;
        errors.AddRange(values.Errors.Select(error => $"{Name}: {error}"));
        return values.Errors.Count == 0 ? new LoraConfig(rank!.Value, alpha!.Value, targets, baseModel) : null;
    }

    /// <summary>Writes the file into an existing directory.</summary>
    public static void Write(string directory, LoraConfig config)
    {
        var json = new JsonObject
        {
            ["peft_type"] = "LORA",
            ["task_type"] = "CAUSAL_LM",
            ["base_model_name_or_path"] = config.BaseModel,
            ["r"] = config.Rank,
            ["lora_alpha"] = config.Alpha,
            ["lora_dropout"] = 0.0,
            ["target_modules"] = new JsonArray([.. (config.TargetModules ?? []).Select(target => JsonValue.Create(target))]),
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["inference_mode"] = true,
        };
        File.WriteAllText(Path.Combine(directory, Name), json.ToJsonString(Indented) + "\n");
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(SmallFile.Read(path));
        }
        catch (JsonException error)
        {
            throw new ModelLoadException(path, [$"the file is no JSON: {error.Message}"], error);
        }
    }

    private static IReadOnlyList<string>? Targets(ConfigValues values)
    {
        if (!values.TryGetNotNull("target_modules", out JsonElement targets) || targets.ValueKind is JsonValueKind.String)
        {
            return null;
        }

        if (targets.ValueKind is JsonValueKind.Array && targets.EnumerateArray().All(target => target.ValueKind is JsonValueKind.String))
        {
            return [.. targets.EnumerateArray().Select(target => target.GetString()!)];
        }

        values.Report($"target_modules is {ConfigValues.Show(targets)}; it must be a list of names or a pattern.");
        return null;
    }

    private static bool IsText(JsonElement value, string text) => value.ValueKind is JsonValueKind.String && value.ValueEquals(text);

    private static bool IsOff(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    private static bool ChangesBase(JsonElement value)
        => value.ValueKind is JsonValueKind.String
            && Array.Exists(ChangingStarts, start => value.GetString()!.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    private static string Show(ConfigValues values, string key)
        => values.TryGet(key, out JsonElement value) ? ConfigValues.Show(value) : "missing";
}
