namespace Hymba.Inference.Native;

/// <summary>Builds the error for a library file that is damaged or that needs more than an adapted copy can give.</summary>
internal static class ElfRefusal
{
    /// <summary>An exception saying what is wrong and how to mend it.</summary>
    public static NativeLibraryException Because(string reason) =>
        new($"TorchSharp's library libLibTorchSharp.so cannot be adapted to this system's C++ library: {reason}. "
            + "Restore the TorchSharp package again (the file may be damaged), or run on a system with GCC 13's libstdc++ or newer "
            + "(Debian 13, Ubuntu 24.04, RHEL 10).");
}
