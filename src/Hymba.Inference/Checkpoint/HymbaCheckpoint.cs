using Hymba.Inference.Model;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// A Hugging Face Hymba checkpoint, opened for reading: <c>config.json</c> and one or several safetensors files, all names, shapes and
/// types checked against the config. Reads may run on several threads at once; the owner disposes it after the last one.
/// </summary>
internal sealed class HymbaCheckpoint : IDisposable
{
    private readonly IReadOnlyList<SafetensorsFile> _files;
    private readonly Dictionary<string, SafetensorsFile> _fileOfTensor;

    private HymbaCheckpoint(string directory, HymbaConfig config, IReadOnlyList<SafetensorsFile> files, ShardIndex? index)
    {
        Directory = directory;
        Config = config;
        _files = files;
        _fileOfTensor = new Dictionary<string, SafetensorsFile>(StringComparer.Ordinal);
        var errors = new List<string>();
        var found = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        foreach (SafetensorsFile file in files)
        {
            foreach ((string name, SafetensorsEntry entry) in file.Entries)
            {
                if (!found.TryAdd(name, entry))
                {
                    errors.Add($"tensor {MessageText.Quote(name)} is in {Path.GetFileName(_fileOfTensor[name].Path)} and in {Path.GetFileName(file.Path)}.");
                }

                _fileOfTensor[name] = file;
            }
        }

        CheckIndex(index, errors);
        Entries = CheckpointVerifier.Verify(directory, config, found, errors);
    }

    /// <summary>The checked config.</summary>
    public HymbaConfig Config { get; }

    /// <summary>The directory, as it was given.</summary>
    public string Directory { get; }

    /// <summary>Every tensor of the model by name, in the order of <see cref="TensorNames.Expected"/>; without ignored extras.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>Bytes of all weights as stored; a tied head counts once.</summary>
    public long WeightBytes => Entries.Values.Sum(entry => entry.ByteLength);

    /// <summary>Number of weights; a tied head counts once.</summary>
    public long ParameterCount => Entries.Values.Sum(entry => entry.ElementCount);

    /// <summary>Opens a checkpoint and checks config and headers; reads no weights.</summary>
    /// <exception cref="ModelLoadException">
    /// The directory is no safetensors checkpoint, or config and tensors are wrong or do not fit; names every problem of the stage that failed.
    /// </exception>
    public static HymbaCheckpoint Open(string directory)
    {
        CheckpointFiles located = CheckpointFiles.Locate(directory);
        HymbaConfig config = HymbaConfigReader.Read(located.ConfigPath);
        var files = new List<SafetensorsFile>();
        try
        {
            OpenFiles(directory, located.WeightPaths, files);
            return new HymbaCheckpoint(directory, config, files, located.Index);
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    /// <summary>Where a tensor lies, with its type and shape.</summary>
    /// <exception cref="ArgumentException">The model has no tensor of this name.</exception>
    public SafetensorsEntry Entry(string name)
        => Entries.TryGetValue(name, out SafetensorsEntry? entry)
            ? entry
            : throw new ArgumentException($"The model has no tensor '{name}'.", nameof(name));

    /// <summary>Copies a whole tensor as stored; the destination has exactly its length in bytes.</summary>
    /// <exception cref="ModelLoadException">The file was shortened since it was opened, or cannot be read.</exception>
    public void Read(string name, Span<byte> destination, int threads = 1) => _fileOfTensor[Entry(name).Name].Read(Entry(name), destination, threads);

    /// <summary>Copies a part of a tensor as stored, from a byte offset into it.</summary>
    /// <exception cref="ModelLoadException">The file was shortened since it was opened, or cannot be read.</exception>
    public void Read(string name, long offset, Span<byte> destination)
        => _fileOfTensor[Entry(name).Name].Read(Entry(name), offset, destination);

    /// <summary>Closes all files.</summary>
    public void Dispose()
    {
        foreach (SafetensorsFile file in _files)
        {
            file.Dispose();
        }
    }

    private static void OpenFiles(string directory, IReadOnlyList<string> paths, List<SafetensorsFile> files)
    {
        var failures = new List<ModelLoadException>();
        foreach (string path in paths)
        {
            try
            {
                files.Add(SafetensorsFile.Open(path));
            }
            catch (ModelLoadException failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new ModelLoadException(
                directory,
                [.. failures.SelectMany(failure => failure.Errors.Select(error => $"{Path.GetFileName(failure.Path)}: {error}"))],
                failures[0]);
        }
    }

    private void CheckIndex(ShardIndex? index, List<string> errors)
    {
        foreach ((string name, string file) in index?.FileOfTensor ?? new Dictionary<string, string>())
        {
            string? actual = _fileOfTensor.TryGetValue(name, out SafetensorsFile? holder) ? Path.GetFileName(holder.Path) : null;
            if (actual != file)
            {
                errors.Add($"the shard index places tensor {MessageText.Quote(name)} in {file}, but it is in {actual ?? "none"}.");
            }
        }
    }
}
