namespace Hymba.Inference.Checkpoint;

/// <summary>The files of a checkpoint directory that loading needs.</summary>
/// <param name="ConfigPath">Full path of <c>config.json</c>.</param>
/// <param name="WeightPaths">Full paths of the safetensors files.</param>
/// <param name="Index">Which file holds which tensor; null where there is one file.</param>
internal sealed record CheckpointFiles(string ConfigPath, IReadOnlyList<string> WeightPaths, ShardIndex? Index)
{
    /// <summary>The name of the model's settings.</summary>
    public const string ConfigName = "config.json";

    /// <summary>The name of the weights in a checkpoint of one file.</summary>
    public const string WeightsName = "model.safetensors";

    private const string IndexName = "model.safetensors.index.json";

    private const string Needed = "a Hugging Face directory with config.json and model.safetensors is needed";

    /// <summary>Finds the files.</summary>
    /// <exception cref="ModelLoadException">The path is no directory of a Hugging Face safetensors checkpoint; says what it is instead.</exception>
    public static CheckpointFiles Locate(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        if (!Directory.Exists(directory))
        {
            throw new ModelLoadException(directory, [File.Exists(directory) ? DescribeFile(directory) : "the path does not exist."]);
        }

        try
        {
            return LocateIn(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(directory, [error.Message], error);
        }
    }

    private static CheckpointFiles LocateIn(string directory)
    {
        string config = Path.Combine(directory, ConfigName);
        string weights = Path.Combine(directory, WeightsName);
        string index = Path.Combine(directory, IndexName);
        string[] names = [.. Directory.EnumerateFileSystemEntries(directory).Select(entry => Path.GetFileName(entry))];
        if (names.Length == 0)
        {
            throw new ModelLoadException(directory, [$"the directory is empty; {Needed}."]);
        }

        var errors = new List<string>();
        if (!File.Exists(config))
        {
            errors.Add($"{ConfigName} is missing.");
        }

        bool hasSingleFile = File.Exists(weights);
        if (!hasSingleFile && !File.Exists(index))
        {
            errors.Add(DescribeMissingWeights(directory, names));
        }

        if (errors.Count > 0)
        {
            throw new ModelLoadException(directory, errors);
        }

        if (hasSingleFile)
        {
            return new CheckpointFiles(config, [weights], null);
        }

        ShardIndex shards = ShardIndex.Read(index);
        string[] paths = [.. shards.Files.Select(file => Path.Combine(directory, file))];
        string[] missing = [.. paths.Where(path => !File.Exists(path)).Select(path => $"the shard {Path.GetFileName(path)} is missing.")];
        return missing.Length == 0 ? new CheckpointFiles(config, paths, shards) : throw new ModelLoadException(directory, missing);
    }

    private static string DescribeFile(string path)
    {
        string kind = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".GGUF" => "this is a GGUF file",
            ".BIN" or ".PT" or ".PTH" => "this is a PyTorch pickle file",
            ".SAFETENSORS" => "this is a single weights file",
            _ => "this is a file, not a directory",
        };
        return $"{kind}; {Needed}.";
    }

    private static string DescribeMissingWeights(string directory, string[] names)
    {
        string[] partial = [.. names.Where(name => Has(name, ".incomplete")), .. PartialDownloads(directory)];
        if (partial.Length > 0)
        {
            return $"the download is incomplete ({string.Join(", ", partial.Take(5).Select(MessageText.Quote))}); "
                + $"finish it, {WeightsName} is missing.";
        }

        string[] tensors = [.. names.Where(name => Has(name, ".safetensors"))];
        if (tensors.Length > 0)
        {
            return $"neither {WeightsName} nor {IndexName} is there, only {string.Join(", ", tensors.Take(5).Select(MessageText.Quote))}.";
        }

        return names switch
        {
            _ when names.Any(name => Has(name, ".gguf")) => $"the weights are in GGUF form; {Needed}.",
            _ when names.Any(name => Has(name, ".bin") || Has(name, ".pt") || Has(name, ".pth"))
                => $"the weights are in PyTorch pickle form; {Needed}.",
            _ => $"{WeightsName} is missing.",
        };
    }

    // Hugging Face's downloader keeps unfinished files here when it fills a plain folder.
    private static IEnumerable<string> PartialDownloads(string directory)
    {
        string cache = Path.Combine(directory, ".cache", "huggingface", "download");
        return Directory.Exists(cache) ? Directory.EnumerateFiles(cache, "*.incomplete").Select(path => Path.GetFileName(path)) : [];
    }

    private static bool Has(string name, string extension) => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
