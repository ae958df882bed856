using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels;

/// <summary>How far ahead of the weights that are being read the next ones are asked for.</summary>
internal static class PrefetchDistance
{
    // Measured: the processor's own prefetching stops at the end of each page and needs help from far ahead. Where pages have 4 KiB, half of what is asked for
    // from afar lies in the next page: AMD's processors then spend more on finding the page than they gain.
    private const int Near = 512;
    private const int Far = 2048;

    /// <summary>Bytes.</summary>
    public static readonly int Bytes = IsAmd() && !LargePages.AreOffered() ? Near : Far;

    private static bool IsAmd()
    {
        if (!X86Base.IsSupported)
        {
            return false;
        }

        (_, int first, int third, int second) = X86Base.CpuId(0, 0);
        ReadOnlySpan<int> vendor = [first, second, third];
        return MemoryMarshal.AsBytes(vendor).SequenceEqual("AuthenticAMD"u8);
    }
}
