using System.Reflection;
using Hymba.Inference;
using Hymba.Inference.Files;

namespace Hymba.Nano;

/// <summary>
/// A checkpoint whose files are in the assembly, and its directory: FOLDER/VERSION/NAME, so that another version of the model is another
/// directory and the last part is a name that people know. Thread-safe, and safe between processes: a directory appears with all of its
/// files, and whoever asks for it has compared each of them.
/// </summary>
/// <param name="name">The name of the directory.</param>
/// <param name="version">Stands for the content of the files; a valid file name.</param>
/// <param name="files">The files; each name once.</param>
/// <param name="cacheFolder">The folder to keep the model in; null where the user has none.</param>
/// <param name="createTemporary">Makes the private folder that serves in its place.</param>
internal sealed class EmbeddedModel(
    string name, string version, IReadOnlyList<ModelFile> files, string? cacheFolder, Func<string> createTemporary)
{
    private const string ResourceFolder = "Model/";
    private const string HashKey = "ModelHash";
    private const string CacheName = "hymba-models";

    private readonly Lock _gate = new();
    private PrivateFolder? _placed;

    /// <summary>The model in an assembly's resources.</summary>
    public static EmbeddedModel Of(Assembly assembly, string name) => new(
        name,
        assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == HashKey).Value!.ToLowerInvariant(),
        [.. assembly.GetManifestResourceNames().Where(resource => resource.StartsWith(ResourceFolder, StringComparison.Ordinal))
            .Select(resource => new ModelFile(resource[ResourceFolder.Length..], () => assembly.GetManifestResourceStream(resource)!))],
        UserCache.Find(CacheName),
        TemporaryFolder.Create);

    /// <summary>Full path of the model's directory. Later calls only look whether the files are still there.</summary>
    /// <exception cref="ModelLoadException">The files can be placed nowhere.</exception>
    public string Place()
    {
        lock (_gate)
        {
            if (_placed is null || !files.All(file => File.Exists(_placed[file.Name])))
            {
                _placed = PlaceAnywhere();
            }

            return _placed.Path;
        }
    }

    private PrivateFolder PlaceAnywhere()
    {
        string refusal = "the user has no home folder.";
        try
        {
            if (cacheFolder is not null)
            {
                return PlaceIn(cacheFolder);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            refusal = $"'{cacheFolder}' cannot be used: {error.Message}";
        }

        try
        {
            return PlaceIn(createTemporary());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(
                name,
                [$"there is no place for the embedded files. In the cache: {refusal} Among temporary files: {error.Message} "
                    + "Set the environment variable XDG_CACHE_HOME to a folder that this user owns and may write."],
                error);
        }
    }

    private PrivateFolder PlaceIn(string folder)
    {
        PrivateFolder cache = PrivateFolder.Open(folder);
        string home = cache[version];
        if (!Directory.Exists(home))
        {
            Stage(cache, home);
        }

        PrivateFolder.Open(home);
        PrivateFolder model = PrivateFolder.Open(Path.Combine(home, name));
        foreach (ModelFile file in files)
        {
            if (!Holds(model, file))
            {
                Write(model, file);
            }
        }

        return model;
    }

    private void Stage(PrivateFolder cache, string home)
    {
        string draft = cache[$".{Guid.NewGuid():n}.tmp"];
        try
        {
            PrivateFolder.Open(draft);
            PrivateFolder model = PrivateFolder.Open(Path.Combine(draft, name));
            foreach (ModelFile file in files)
            {
                Write(model, file);
            }

            Directory.Move(draft, home);
        }
        catch (IOException) when (Directory.Exists(home))
        {
            // Another process was faster; its files are compared like any others.
            TemporaryFolder.Remove(draft);
        }
        catch
        {
            TemporaryFolder.Remove(draft);
            throw;
        }
    }

    private static bool Holds(PrivateFolder model, ModelFile file)
    {
        using Stream content = file.Open();
        return model.Holds(file.Name, content);
    }

    private static void Write(PrivateFolder model, ModelFile file)
    {
        using Stream content = file.Open();
        model.Write(file.Name, content);
    }
}
