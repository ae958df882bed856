using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using TorchSharp;

namespace Hymba.Inference.Native;

/// <summary>
/// Loads TorchSharp's native library before its first use, also on Linux systems whose libstdc++ is older than the one it
/// was built with. Thread-safe.
/// </summary>
internal static class TorchRuntime
{
    private const string Library = "libLibTorchSharp.so";
    private const string Version = "GLIBCXX_3.4.32";
    private const string Marker = "_ZSt21ios_base_library_initv";

    // In the order in which they need each other.
    private static readonly string[] Dependencies = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private static readonly Lock Gate = new();
    private static bool _loaded;
    private static NativeLibraryException? _failure;

    /// <summary>Loads the library once per process; later calls return at once or repeat the first failure.</summary>
    /// <param name="logger">Gets one line when an adapted copy of the library is used.</param>
    /// <exception cref="NativeLibraryException">The library cannot be loaded; the message names what is missing and the cure.</exception>
    public static void EnsureLoaded(ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(logger);
        lock (Gate)
        {
            if (_failure is not null)
            {
                throw new NativeLibraryException(_failure.Message, _failure);
            }

            if (_loaded)
            {
                return;
            }

            try
            {
                Load(logger);
                _loaded = true;
            }
            catch (NativeLibraryException failure)
            {
                _failure = failure;
                throw;
            }
        }
    }

    private static void Load(ILogger logger)
    {
        if (OperatingSystem.IsLinux())
        {
            LoadOnLinux(logger);
        }

        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (TypeInitializationException error) when (OperatingSystem.IsLinux())
        {
            // The libraries are in memory by now, so this is the echo of an earlier failure, which .NET keeps for good.
            throw new NativeLibraryException(
                "The application used TorchSharp, and failed, before the engine could load its native library. "
                + "Create the engine before the application's own first use of TorchSharp; a small model on the CPU needs the library only once it scores a text.",
                error);
        }
        catch (Exception error) when (error is NotSupportedException or DllNotFoundException or BadImageFormatException
            or EntryPointNotFoundException or TypeInitializationException)
        {
            throw LoadFailure.Explain("LibTorchSharp", error, TorchPlatform.Current);
        }
    }

    [SupportedOSPlatform("linux")]
    private static void LoadOnLinux(ILogger logger)
    {
        // True where the host application has loaded the library already.
        if (NativeLibrary.TryLoad(Library, out _))
        {
            return;
        }

        IReadOnlyList<string> folders = NativeFiles.Folders();
        foreach (string dependency in Dependencies)
        {
            LoadFile(FindWhole(dependency, folders));
        }

        string original = FindWhole(Library, folders);
        try
        {
            NativeLibrary.Load(original);
        }
        catch (DllNotFoundException error) when (LoadFailure.IsMissingVersion(error.Message, Version, Library))
        {
            LoadAdaptedCopy(original, logger);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw LoadFailure.Explain(original, error, TorchPlatform.Current);
        }
    }

    // A name that lies in none of the folders is left to the loader, which may have it in memory or know more folders.
    private static string FindWhole(string fileName, IReadOnlyList<string> folders)
    {
        if (NativeFiles.Find(fileName, folders) is not { } path)
        {
            return fileName;
        }

        ElfCompleteness.Require(path);
        return path;
    }

    // TorchSharp asks for the library by its bare name in the end, and the loader then finds the one that is in memory
    // under that name. So the host's own import resolver, of which an assembly takes only one, stays free.
    [SupportedOSPlatform("linux")]
    private static void LoadAdaptedCopy(string original, ILogger logger)
    {
        byte[] image;
        try
        {
            image = File.ReadAllBytes(original);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NativeLibraryException($"The library '{original}' must be adapted to this system's C++ library, but cannot be read: {error.Message}", error);
        }

        byte[] patched = ElfVersionPatcher.MakeOptional(image, Version, Marker);
        string copy = PatchedLibraryCache.ForUser().Store(image, patched);
        LoadFile(copy);
        TorchRuntimeLog.UsingAdaptedCopy(logger, copy, original, Version);
    }

    private static void LoadFile(string path)
    {
        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw LoadFailure.Explain(path, error, TorchPlatform.Current);
        }
    }
}
