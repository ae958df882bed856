using System.Text.RegularExpressions;

namespace Hymba.Inference.Native;

/// <summary>Turns the Linux loader's message into plain words: what is missing, and the cure.</summary>
internal static partial class LoadFailure
{
    /// <summary>The libtorch that this TorchSharp was built for.</summary>
    public const string LibtorchVersion = "2.10.0";

    private const string OldSystem = "Run on a newer system: Debian 12, Ubuntu 22.04 or later";

    /// <summary>Whether the loader refused TorchSharp's library only because libstdc++ lacks this version.</summary>
    /// <remarks>The loader speaks the user's language, so only the names in its message count, not its words.</remarks>
    public static bool IsMissingVersion(string loaderMessage, string version, string libraryFile) =>
        loaderMessage.Split('\n').Any(line =>
            line.Contains($"`{version}'", StringComparison.Ordinal) && line.Contains(libraryFile, StringComparison.Ordinal));

    /// <summary>The error to raise for a library that the loader refused.</summary>
    /// <param name="library">Name or path of the library that was to be loaded.</param>
    /// <param name="cause">The loader's error.</param>
    public static NativeLibraryException Explain(string library, Exception cause) =>
        new($"The native library '{library}' cannot be loaded: {Describe(cause.Message)} The loader says: {LastLine(cause.Message)}", cause);

    /// <summary>What is missing and how to mend it, from the loader's message alone.</summary>
    public static string Describe(string loaderMessage)
    {
        if (MissingVersion().Match(loaderMessage) is { Success: true } version)
        {
            return DescribeVersion(version.Groups["family"].Value, version.Value);
        }

        if (MissingFile().Match(loaderMessage) is { Success: true } file)
        {
            return DescribeFile(file.Groups["name"].Value);
        }

        if (loaderMessage.Contains("failed to map segment", StringComparison.Ordinal))
        {
            return "the folder it lies in forbids running code (a noexec mount). "
                + "Move the application, or set XDG_CACHE_HOME if the file lies in the cache folder.";
        }

        return loaderMessage.Contains("ELF", StringComparison.Ordinal) || loaderMessage.Contains("too short", StringComparison.Ordinal)
            ? "the file is damaged or made for another processor. Restore or publish the application again for linux-x64."
            : "the system's loader refuses it. Restore or publish the application again, with all its native files in one folder.";
    }

    private static string DescribeVersion(string family, string version) => family == "GLIBC"
        ? $"the system's C library (glibc) is too old, {version} is missing. {OldSystem}."
        : $"the system's C++ library (libstdc++) is too old, {version} is missing. {OldSystem}.";

    private static string DescribeFile(string name) => name switch
    {
        _ when name.StartsWith("libc.musl", StringComparison.Ordinal) || name.StartsWith("ld-linux", StringComparison.Ordinal) =>
            $"{name} is missing, so this is not a system with glibc. Alpine and other musl systems are not supported: {OldSystem}.",
        _ when name.StartsWith("libgomp", StringComparison.Ordinal) =>
            $"{name} (OpenMP) is missing. It comes with libtorch and must lie beside libtorch_cpu.so: restore or publish the application again.",
        "libcuda.so.1" =>
            "libcuda.so.1 is missing, so there is no NVIDIA driver. Install it, give the container access to the GPU (--gpus all), "
            + "or use the CPU package libtorch-cpu-linux-x64.",
        _ when Cuda().IsMatch(name) =>
            $"{name} (CUDA) is missing. Reference the package TorchSharp-cuda-linux and publish all its native files, "
            + "or use the CPU package libtorch-cpu-linux-x64.",
        _ when name.StartsWith("libtorch", StringComparison.Ordinal) || name.StartsWith("libc10", StringComparison.Ordinal) =>
            $"{name} (libtorch) is missing. Add the package libtorch-cpu-linux-x64, version {LibtorchVersion}, to the application "
            + "(or TorchSharp-cuda-linux for NVIDIA GPUs).",
        _ when name.StartsWith("libLibTorchSharp", StringComparison.Ordinal) =>
            $"{name} is missing. It comes with the package TorchSharp: restore or publish the application again for linux-x64.",
        _ => $"{name} is missing. Install the system's package that holds it (on Debian: apt-get install libstdc++6 libgcc-s1).",
    };

    private static string LastLine(string message) =>
        message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? message;

    [GeneratedRegex(@"(?<family>GLIBCXX|GLIBC|CXXABI|GCC)_\d+(\.\d+)*")]
    private static partial Regex MissingVersion();

    // A dependency is named without a folder, first in its line.
    [GeneratedRegex(@"^(?<name>[^/\s:]+\.so[.\d]*): ", RegexOptions.Multiline)]
    private static partial Regex MissingFile();

    [GeneratedRegex("^lib(cu[a-z]+|nv[A-Za-z]+|nccl|torch_cuda|c10_cuda)")]
    private static partial Regex Cuda();
}
