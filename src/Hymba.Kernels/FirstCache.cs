using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels;

/// <summary>The cache that is nearest to a core.</summary>
internal static class FirstCache
{
    // AMD, whose leaf describes caches as Intel's own does.
    private const int AmdLeaf = unchecked((int)0x8000001D), LargestAmdLeaf = unchecked((int)0x80000000), IntelLeaf = 4;

    /// <summary>Bytes for data, as the processor says; 0 where it does not.</summary>
    public static int Bytes { get; } = X86Base.IsSupported ? Ask() : 0;

    private static int Ask()
    {
        int bytes = Ask(IntelLeaf);
        return bytes == 0 && (uint)X86Base.CpuId(LargestAmdLeaf, 0).Eax >= unchecked((uint)AmdLeaf) ? Ask(AmdLeaf) : bytes;
    }

    // The first cache that is listed: ways, partitions, bytes of a line and sets, each less one.
    private static int Ask(int leaf)
    {
        (int kind, int shape, int sets, _) = X86Base.CpuId(leaf, 0);
        return (kind & 31) == 0 ? 0 : ((shape >>> 22) + 1) * (((shape >>> 12) & 1023) + 1) * ((shape & 4095) + 1) * (sets + 1);
    }
}
