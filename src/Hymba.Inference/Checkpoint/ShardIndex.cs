using System.Text.Json;

namespace Hymba.Inference.Checkpoint;

/// <summary>The content of <c>model.safetensors.index.json</c>: which file holds which tensor.</summary>
internal sealed class ShardIndex
{
    private const int MaxFileBytes = 32 << 20;
    private const int MaxShards = 1000;
    private const string Extension = ".safetensors";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private ShardIndex(IReadOnlyDictionary<string, string> fileOfTensor)
    {
        FileOfTensor = fileOfTensor;
        Files = [.. fileOfTensor.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>File name by tensor name.</summary>
    public IReadOnlyDictionary<string, string> FileOfTensor { get; }

    /// <summary>Every shard's plain file name, sorted.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Reads an index.</summary>
    /// <exception cref="ModelLoadException">It is unreadable, no valid index, or points out of its own folder.</exception>
    public static ShardIndex Read(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length is 0 or > MaxFileBytes)
            {
                throw new ModelLoadException(path, [$"the index has {length} bytes; 1 to {MaxFileBytes} are allowed."]);
            }

            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path), Strict);
            return Parse(path, document.RootElement);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new ModelLoadException(path, [$"the shard index cannot be read: {error.Message}"], error);
        }
    }

    private static ShardIndex Parse(string path, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("weight_map", out JsonElement map)
            || map.ValueKind != JsonValueKind.Object)
        {
            throw new ModelLoadException(path, ["the shard index has no weight_map object."]);
        }

        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty tensor in map.EnumerateObject())
        {
            string? file = tensor.Value.ValueKind == JsonValueKind.String ? tensor.Value.GetString() : null;
            if (file is null || !IsPlainName(file))
            {
                wrong.Add(file ?? tensor.Value.GetRawText());
            }
            else
            {
                files.Add(tensor.Name, file);
            }
        }

        if (wrong.Count > 0)
        {
            throw new ModelLoadException(
                path,
                [.. wrong.Take(MaxShards).Select(file => $"weight_map names {MessageText.Quote(file)}; it must be a {Extension} file of the same folder.")]);
        }

        var index = new ShardIndex(files);
        return index.Files.Count is > 0 and <= MaxShards
            ? index
            : throw new ModelLoadException(path, [$"weight_map names {index.Files.Count} files; 1 to {MaxShards} are supported."]);
    }

    // Separators of every system are refused on every system, so that a checkpoint does not change its meaning between them.
    private static bool IsPlainName(string file)
        => file.EndsWith(Extension, StringComparison.Ordinal)
            && file.Length > Extension.Length
            && file.AsSpan().IndexOfAny("/\\:") < 0
            && !file.Any(char.IsControl);
}
