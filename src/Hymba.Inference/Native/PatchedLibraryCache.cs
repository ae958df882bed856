using System.Runtime.Versioning;
using System.Security.Cryptography;
using Hymba.Inference.Files;

namespace Hymba.Inference.Native;

/// <summary>Keeps the adapted library in a folder that only the user may enter. Thread-safe, and safe between processes.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PatchedLibraryCache(string folder)
{
    private const string Cure = "Set the environment variable XDG_CACHE_HOME to a folder that this user owns and may write.";

    /// <summary>The cache of this process's user.</summary>
    /// <exception cref="NativeLibraryException">The user has no folder for it.</exception>
    public static PatchedLibraryCache ForUser() => new(UserCache.Find("hymba-native") ?? throw new NativeLibraryException(
        $"There is no folder for an adapted copy of TorchSharp's library: the user has no home folder. {Cure}"));

    /// <summary>Full path of a file with exactly these bytes, written where it is not there yet or was changed.</summary>
    /// <param name="original">The library as it was shipped; its hash is part of the file name.</param>
    /// <param name="patched">The bytes that the file must hold.</param>
    /// <exception cref="NativeLibraryException">The folder cannot be written, or belongs to someone else.</exception>
    public string Store(ReadOnlySpan<byte> original, byte[] patched)
    {
        Version? version = typeof(PatchedLibraryCache).Assembly.GetName().Version;
        string name = $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(original))}-{version}.so";
        try
        {
            PrivateFolder cache = PrivateFolder.Open(folder);
            if (!cache.Holds(name, new MemoryStream(patched, writable: false)))
            {
                cache.Write(name, new MemoryStream(patched, writable: false));
            }

            return cache[name];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new NativeLibraryException(
                $"An adapted copy of TorchSharp's library cannot be kept in '{folder}': {error.Message} {Cure}",
                error);
        }
    }
}
