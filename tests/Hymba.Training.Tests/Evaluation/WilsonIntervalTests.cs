using Hymba.Training.Evaluation;

namespace Hymba.Training.Tests.Evaluation;

public sealed class WilsonIntervalTests
{
    // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Intervals_are_the_published_ones(int hits, int count, double low, double high)
    {
        WilsonInterval interval = WilsonInterval.Of(hits, count), mirrored = WilsonInterval.Of(count - hits, count);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
        Assert.Equal(1 - high, mirrored.Low, 4);
        Assert.Equal(1 - low, mirrored.High, 4);
    }

    [Fact]
    public void None_and_all_reach_the_ends_and_nothing_says_nothing()
    {
        Assert.Equal(0, WilsonInterval.Of(0, 7).Low);
        Assert.Equal(1, WilsonInterval.Of(7, 7).High);
        Assert.Equal(new WilsonInterval(0, 1), WilsonInterval.Of(0, 0));
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(4, 3)]
    public void What_is_no_share_is_refused(int hits, int count)
        => Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(hits, count));
}
