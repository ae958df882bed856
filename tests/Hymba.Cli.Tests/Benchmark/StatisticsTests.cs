using Hymba.Cli.Benchmark;

namespace Hymba.Cli.Tests.Benchmark;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(3.0, 3.0)]
    [InlineData(2.0, 9.0, 1.0, 2.0)]
    [InlineData(2.5, 9.0, 1.0, 2.0, 3.0)]
    public void Median_is_the_middle(double expected, params double[] values) => Assert.Equal(expected, Statistics.Median(values));
}
