using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels.Tests;

public sealed class FirstCacheTests
{
    [Fact]
    public void It_has_the_size_that_the_system_tells()
    {
        // Cores may differ; the first entry of each is its cache for data.
        string[] told = OperatingSystem.IsLinux()
            ? [.. Directory.GetDirectories("/sys/devices/system/cpu", "cpu*").Select(cpu => Path.Combine(cpu, "cache", "index0", "size")).Where(File.Exists).Select(File.ReadAllText)]
            : [];
        Assert.SkipUnless(X86Base.IsSupported && told.Length > 0, "The system does not tell.");

        Assert.Contains((FirstCache.Bytes / 1024).ToString(CultureInfo.InvariantCulture) + "K", told.Select(size => size.Trim()));
    }
}
