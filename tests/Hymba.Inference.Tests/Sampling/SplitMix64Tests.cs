using Hymba.Inference.Sampling;

namespace Hymba.Inference.Tests.Sampling;

public sealed class SplitMix64Tests
{
    [Fact]
    public void Numbers_are_those_of_the_published_generator()
    {
        var random = new SplitMix64(1234567);

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Fact]
    public void Doubles_are_spread_evenly_below_1()
    {
        var random = new SplitMix64(3);
        int[] tenths = new int[10];
        for (int i = 0; i < 100_000; i++)
        {
            tenths[(int)(random.NextDouble() * 10)]++;
        }

        Assert.All(tenths, count => Assert.InRange(count, 9_600, 10_400));
    }
}
