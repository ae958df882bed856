using System.Text.Json;
using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Text;

/// <summary>What <c>tokenizer_config.json</c> and <c>added_tokens.json</c> say about special tokens; both files may be absent.</summary>
internal sealed class TokenizerSettings
{
    public const string ConfigFileName = "tokenizer_config.json";
    private const string AddedTokensFileName = "added_tokens.json";

    private TokenizerSettings()
    {
    }

    /// <summary>Ids of the special tokens that the files list, by spelling.</summary>
    public Dictionary<string, int> Tokens { get; } = new(StringComparer.Ordinal);

    public string? Bos { get; private set; }

    public string? Eos { get; private set; }

    public string? Unk { get; private set; }

    public string? Pad { get; private set; }

    /// <exception cref="ModelLoadException">A file is not the JSON that is expected, or asks for what is not supported.</exception>
    public static TokenizerSettings Read(string modelDirectory)
    {
        var settings = new TokenizerSettings();
        ReadJson(Path.Combine(modelDirectory, AddedTokensFileName), settings.ReadAddedTokens);
        ReadJson(Path.Combine(modelDirectory, ConfigFileName), settings.ReadConfig);
        return settings;
    }

    /// <summary>Hands the root of a JSON file to <paramref name="read"/>; does nothing where there is no such file.</summary>
    public static void ReadJson(string path, Action<JsonElement> read)
    {
        if (!File.Exists(path))
        {
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(SmallFile.Read(path));
            read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or OverflowException
            or KeyNotFoundException)
        {
            throw new ModelLoadException(path, [$"the file is damaged or not what is expected: {error.Message}"], error);
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value)
        ? value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Object => value.GetProperty("content").GetString(),
            _ => value.GetString(),
        }
        : null;

    private static void RequireOff(JsonElement token, string content, string flag)
    {
        if (token.TryGetProperty(flag, out JsonElement value) && value.GetBoolean())
        {
            throw new FormatException($"the added token '{content}' sets '{flag}', which is not supported.");
        }
    }

    private void ReadAddedTokens(JsonElement root)
    {
        foreach (JsonProperty token in root.EnumerateObject())
        {
            Add(token.Name, token.Value.GetInt32());
        }
    }

    private void ReadConfig(JsonElement root)
    {
        if (root.TryGetProperty("added_tokens_decoder", out JsonElement tokens))
        {
            foreach (JsonProperty token in tokens.EnumerateObject())
            {
                string content = token.Value.GetProperty("content").GetString() ?? "";
                RequireOff(token.Value, content, "lstrip");
                RequireOff(token.Value, content, "rstrip");
                RequireOff(token.Value, content, "single_word");
                Add(content, int.Parse(token.Name, System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        Bos = Text(root, "bos_token");
        Eos = Text(root, "eos_token");
        Unk = Text(root, "unk_token");
        Pad = Text(root, "pad_token");
    }

    private void Add(string content, int id)
    {
        if (content.Length == 0)
        {
            throw new FormatException($"the added token with id {id} is empty.");
        }

        if (!Tokens.TryAdd(content, id) && Tokens[content] != id)
        {
            throw new FormatException($"the added token '{content}' has two ids, {Tokens[content]} and {id}.");
        }
    }
}
