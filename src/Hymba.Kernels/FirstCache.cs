using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels;

/// <summary>The cache that is nearest to a core.</summary>
internal static class FirstCache
{
    // AMD's leaf describes caches as Intel's does.
    private const uint IntelLeaf = 4, AmdLeaf = 0x8000001D;

    // Caches are listed from the nearest on; the first two are those for data and for instructions.
    private const int Listed = 2;

    private const int IsForData = 1, IsForBoth = 3;

    /// <summary>Bytes for data, as the processor says; 0 where it does not.</summary>
    public static int Bytes { get; } = X86Base.IsSupported ? Ask() : 0;

    private static int Ask()
    {
        int bytes = Ask(IntelLeaf);
        return bytes == 0 ? Ask(AmdLeaf) : bytes;
    }

    private static int Ask(uint leaf)
    {
        // A leaf that is not there is answered with another one's contents.
        uint largest = (uint)X86Base.CpuId(unchecked((int)(leaf & 0x80000000)), 0).Eax;
        for (int index = 0; index < Listed && leaf <= largest; index++)
        {
            // Ways, partitions, bytes of a line and sets, each less one.
            (int kind, int shape, int sets, _) = X86Base.CpuId(unchecked((int)leaf), index);
            if ((kind & 31) is IsForData or IsForBoth)
            {
                return ((shape >>> 22) + 1) * (((shape >>> 12) & 1023) + 1) * ((shape & 4095) + 1) * (sets + 1);
            }
        }

        return 0;
    }
}
