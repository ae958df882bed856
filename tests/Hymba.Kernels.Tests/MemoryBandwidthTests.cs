namespace Hymba.Kernels.Tests;

public sealed class MemoryBandwidthTests
{
    [Fact]
    public void Measure_gives_a_finite_rate() => Assert.InRange(MemoryBandwidth.Measure(threads: 2, passes: 3, bufferBytes: 8 << 20), 1e6, 1e14);

    [Fact]
    public void Senseless_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MemoryBandwidth.Measure(threads: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MemoryBandwidth.Measure(threads: 1, passes: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MemoryBandwidth.Measure(threads: 1, passes: 1, bufferBytes: 1000));
    }
}
