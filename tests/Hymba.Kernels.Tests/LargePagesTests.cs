using System.Globalization;
using System.Runtime.InteropServices;

namespace Hymba.Kernels.Tests;

public unsafe class LargePagesTests
{
    private const long Block = 16L * LargePages.Bytes;

    [Fact]
    public void Tells_where_the_first_large_page_starts()
    {
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)Block, LargePages.Bytes);

        Assert.Equal(0, LargePages.Advise(ref *memory, Block));
        Assert.Equal(LargePages.Bytes - 64, LargePages.Advise(ref memory[64], Block - 64));
        Assert.Equal(1, LargePages.Advise(ref memory[LargePages.Bytes - 1], 5));
        NativeMemory.AlignedFree(memory);
    }

    [Fact]
    public void Memory_gets_large_pages_where_the_system_offers_them()
    {
        Assert.SkipUnless(AreOffered(), "This system offers no large pages.");
        byte* memory = (byte*)NativeMemory.AlignedAlloc((nuint)Block, LargePages.Bytes);
        long before = LargeBytes();

        LargePages.Advise(ref *memory, Block);
        NativeMemory.Fill(memory, (nuint)Block, 1);

        // One page less than there are, for the system may have none left in one place.
        Assert.InRange(LargeBytes() - before, Block - LargePages.Bytes, long.MaxValue);
        NativeMemory.AlignedFree(memory);
    }

    private static bool AreOffered()
    {
        const string setting = "/sys/kernel/mm/transparent_hugepage/enabled";
        return File.Exists(setting) && !File.ReadAllText(setting).Contains("[never]", StringComparison.Ordinal);
    }

    private static long LargeBytes()
    {
        string line = File.ReadLines("/proc/self/smaps_rollup").First(entry => entry.StartsWith("AnonHugePages:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
