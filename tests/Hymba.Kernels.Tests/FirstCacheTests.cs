using System.Globalization;

namespace Hymba.Kernels.Tests;

public sealed class FirstCacheTests
{
    [Fact]
    public void It_has_the_size_that_the_system_tells()
    {
        const string path = "/sys/devices/system/cpu/cpu0/cache/index0/size";
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(path) && FirstCache.Bytes > 0, "Neither processor nor system tell.");

        Assert.Equal(File.ReadAllText(path).Trim(), (FirstCache.Bytes / 1024).ToString(CultureInfo.InvariantCulture) + "K");
    }
}
