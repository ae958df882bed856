using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Tests.Threading;

public sealed class RangeSplitTests
{
    [Fact]
    public void Every_item_is_done_once_in_pieces_of_the_grain()
    {
        foreach (int count in new[] { 0, 1, 15, 16, 17, 100, 3200 })
        {
            foreach (int threads in new[] { 1, 2, 3, 16 })
            {
                int[] times = new int[count];
                RangeSplit.Run(new Counting { Times = times, Grain = 16 }, count, 16, threads);

                Assert.All(times, done => Assert.Equal(1, done));
            }
        }
    }

    [Fact]
    public void No_threads_are_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => RangeSplit.Run(new Counting { Times = [], Grain = 1 }, 0, 1, 0));

    private readonly struct Counting : IRangeJob
    {
        public required int[] Times { get; init; }

        public required int Grain { get; init; }

        public void Run(int start, int end)
        {
            Assert.Equal(0, start % Grain);
            for (int i = start; i < end; i++)
            {
                Interlocked.Increment(ref Times[i]);
            }
        }
    }
}
