namespace Hymba.Inference.Native;

/// <summary>Finds native libraries where the .NET host looks for them: the folders of the app's manifest, then beside the app.</summary>
internal static class NativeFiles
{
    /// <summary>The folders in search order, each once.</summary>
    public static IReadOnlyList<string> Folders()
    {
        string listed = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        string[] manifest = listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

        // A library that loads plugins has natives that only its own folder names, in the layout of a portable build.
        string? assembly = Path.GetDirectoryName(typeof(TorchSharp.torch).Assembly.Location);
        string[] roots = string.IsNullOrEmpty(assembly) ? [AppContext.BaseDirectory] : [AppContext.BaseDirectory, assembly];
        IEnumerable<string> beside = roots.SelectMany(static root => new[] { root, Path.Combine(root, "runtimes", "linux-x64", "native") });
        return [.. manifest.Concat(beside).Select(static folder => Path.TrimEndingDirectorySeparator(folder)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Full path of the first file with this name, or null.</summary>
    public static string? Find(string fileName, IReadOnlyList<string> folders) =>
        folders.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);
}
