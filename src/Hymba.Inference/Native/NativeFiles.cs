using System.Diagnostics.CodeAnalysis;

namespace Hymba.Inference.Native;

/// <summary>Finds native libraries where .NET and the loader look: the app's manifest, beside the app, then LD_LIBRARY_PATH.</summary>
internal static class NativeFiles
{
    /// <summary>The folders in search order, each once.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "The empty location of a single-file application is left out.")]
    public static IReadOnlyList<string> Folders()
    {
        string[] manifest = Split(AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string);

        // The manifest of a host that loads this assembly as a plugin does not name the plugin's own folders.
        string? assembly = Path.GetDirectoryName(typeof(TorchSharp.torch).Assembly.Location);
        string[] roots = string.IsNullOrEmpty(assembly) ? [AppContext.BaseDirectory] : [AppContext.BaseDirectory, assembly];
        IEnumerable<string> beside = roots.SelectMany(static root => new[] { root, Path.Combine(root, "runtimes", "linux-x64", "native") });
        string[] loader = Split(Environment.GetEnvironmentVariable("LD_LIBRARY_PATH"));
        return [.. manifest.Concat(beside).Concat(loader).Select(Path.TrimEndingDirectorySeparator).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Full path of the first file with this name, or null.</summary>
    public static string? Find(string fileName, IReadOnlyList<string> folders) =>
        folders.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);

    private static string[] Split(string? list) => (list ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
