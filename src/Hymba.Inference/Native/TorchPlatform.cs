using System.Runtime.InteropServices;

namespace Hymba.Inference.Native;

/// <summary>A system in the eyes of libtorch: which package serves it, or why none does.</summary>
/// <param name="Family">win, osx or linux.</param>
/// <param name="Processor">The process's processor architecture.</param>
/// <param name="IsMusl">Whether the C library is musl, as on Alpine.</param>
internal sealed record TorchPlatform(string Family, Architecture Processor, bool IsMusl)
{
    /// <summary>The libtorch that this TorchSharp was built for.</summary>
    public const string LibtorchVersion = "2.10.0";

    /// <summary>The system that this process runs on.</summary>
    public static TorchPlatform Current { get; } = new(
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux",
        RuntimeInformation.ProcessArchitecture,
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
            || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal));

    /// <summary>The runtime identifier, such as linux-x64.</summary>
    public string Name => $"{Family}-{Processor.ToString().ToLowerInvariant()}";

    /// <summary>The package with libtorch for the processor.</summary>
    public string LibtorchPackage => $"libtorch-cpu-{Name}";

    /// <summary>The advice for an application without libtorch.</summary>
    public string AddLibtorch =>
        $"Add the package {LibtorchPackage}, version {LibtorchVersion}, to the application"
        + (Family is "linux" ? " (or TorchSharp-cuda-linux for an NVIDIA GPU)." : Family is "win" ? " (or TorchSharp-cuda-windows for an NVIDIA GPU)." : ".");

    /// <summary>Why libtorch cannot run here at all, or null where it can.</summary>
    public string? Unsupported => (Family, Processor, IsMusl) switch
    {
        ("linux", _, true) => "Alpine and other systems with the musl C library are not supported, libtorch needs glibc. Use an image based on Debian or Ubuntu.",
        ("linux", not Architecture.X64, _) => $"there is no libtorch package for {Name}. On Linux the engine runs on x64 only.",
        ("osx", not Architecture.Arm64, _) => $"there is no libtorch {LibtorchVersion} package for {Name}. On macOS the engine runs on Apple silicon only.",
        ("win", not (Architecture.X64 or Architecture.Arm64), _) => $"there is no libtorch package for {Name}. Run a 64-bit process.",
        _ => null,
    };
}
