using System.Text.RegularExpressions;

namespace Hymba.Inference.Native;

/// <summary>Turns a loader's message into plain words: what is missing, and the cure.</summary>
/// <remarks>The Linux loader may speak the user's language, so rules look for the names in its message before its words.</remarks>
internal static partial class LoadFailure
{
    private const string NewerSystem = "Debian 12, Ubuntu 22.04, RHEL 10 or later";

    /// <summary>Whether the loader refused the library only because libstdc++ lacks this symbol version.</summary>
    public static bool IsMissingVersion(string loaderMessage, string version, string libraryFile) =>
        loaderMessage.Split('\n').Any(line =>
            line.Contains("libstdc++.so", StringComparison.Ordinal)
            && line.Contains(libraryFile, StringComparison.Ordinal)
            && SymbolVersion().Match(line) is { Success: true } found
            && found.Value == version);

    /// <summary>The error to raise for a library that the loader refused.</summary>
    /// <param name="library">Name or path of the library that was to be loaded.</param>
    /// <param name="cause">The loader's error.</param>
    /// <param name="platform">The system that the process runs on.</param>
    public static NativeLibraryException Explain(string library, Exception cause, TorchPlatform platform)
    {
        string message = cause.GetBaseException().Message;
        string reason = platform.Unsupported ?? Describe(message, platform);
        return new NativeLibraryException($"The native library '{library}' cannot be loaded: {reason} The loader says: {LastLine(message)}", cause);
    }

    private static string Describe(string message, TorchPlatform platform)
    {
        if (SymbolVersion().Match(message) is { Success: true } version)
        {
            string owner = version.Groups["family"].Value == "GLIBC" ? "C library (glibc)" : "C++ library (libstdc++)";
            return $"the system's {owner} is too old, it lacks {version.Value}. Run on {NewerSystem}.";
        }

        if (MissingFile().Match(message) is { Success: true } file)
        {
            return DescribeFile(file.Groups["name"].Value, platform);
        }

        if (message.Contains("failed to map segment", StringComparison.Ordinal))
        {
            return "its folder forbids running code (a noexec mount, or a security policy). "
                + "Move the application, or set the environment variable XDG_CACHE_HOME to another folder if the file lies in the cache folder.";
        }

        return message.Contains("ELF", StringComparison.Ordinal) || message.Contains("file too short", StringComparison.Ordinal)
            ? $"the file is damaged or made for another processor. Restore or publish the application again for {platform.Name}."
            : $"libtorch is missing or incomplete, or the system lacks a library that it needs. {platform.AddLibtorch}";
    }

    private static string DescribeFile(string name, TorchPlatform platform) => name switch
    {
        _ when name.StartsWith("libgomp", StringComparison.Ordinal) =>
            $"{name} (OpenMP) is missing. It comes with libtorch and must lie beside libtorch_cpu.so: restore or publish the application again.",
        "libcuda.so.1" =>
            "libcuda.so.1 is missing, so there is no NVIDIA driver. Install it, give the container access to the GPU (--gpus all), "
            + $"or use the CPU package {platform.LibtorchPackage}.",
        _ when Cuda().IsMatch(name) =>
            $"{name} (CUDA) is missing. Reference the package TorchSharp-cuda-linux and publish all its native files, "
            + $"or use the CPU package {platform.LibtorchPackage}.",
        _ when name.StartsWith("libtorch", StringComparison.Ordinal) || name.StartsWith("libc10", StringComparison.Ordinal) =>
            $"{name} (libtorch) is missing. {platform.AddLibtorch}",
        _ when name.StartsWith("libLibTorchSharp", StringComparison.Ordinal) =>
            $"{name} is missing. It comes with the package TorchSharp: restore or publish the application again for {platform.Name}.",
        _ => $"{name} is missing. Install the system's package that holds it (on Debian and Ubuntu: apt-get install libstdc++6 libgcc-s1).",
    };

    private static string LastLine(string message) =>
        message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? message;

    [GeneratedRegex(@"\b(?<family>GLIBCXX|GLIBC|CXXABI|GCC)_\d+(\.\d+)*")]
    private static partial Regex SymbolVersion();

    // A dependency that is not found is named without a folder, first in its line.
    [GeneratedRegex(@"^(?<name>[^/\s:]+\.so[.\d]*): ", RegexOptions.Multiline)]
    private static partial Regex MissingFile();

    [GeneratedRegex("^lib(cu[a-z]+|nv[A-Za-z]+|nccl|torch_cuda|c10_cuda)")]
    private static partial Regex Cuda();
}
