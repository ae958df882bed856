using System.Diagnostics;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Tests.Threading;

public sealed class RangeSplitTests
{
    // A job holds no reference: its threads see it by its address.
    private static int[] Times { get; set; } = [];

    [Fact]
    public void Every_item_is_done_once_in_pieces_of_the_grain()
    {
        foreach (int count in new[] { 0, 1, 15, 16, 17, 100, 3200 })
        {
            foreach (int threads in new[] { 1, 2, 3, 16 })
            {
                Times = new int[count];
                RangeSplit.Run(new Counting { Grain = 16 }, count, 16, threads);

                Assert.All(Times, done => Assert.Equal(1, done));
            }
        }
    }

    [Fact]
    public void Pieces_are_halves_of_what_is_left()
    {
        int[] lengths = [];
        for (var waited = Stopwatch.StartNew(); lengths.Length < 2 && waited.Elapsed < TimeSpan.FromSeconds(30);)
        {
            // While other tests use the team, all items are one piece.
            Times = new int[3200];
            RangeSplit.Run(default(Measuring), Times.Length, 16, 2);
            lengths = [.. Times.Where(length => length > 0)];
        }

        Assert.Equal([800, 400, 208, 96, 48, 48, 800, 400, 208, 96, 48, 48], lengths);
    }

    [Fact]
    public void Callers_at_the_same_time_all_get_their_results()
    {
        // One of them has the team, the others work alone.
        (int Rows, float[] Y)[] products = [.. Enumerable.Range(0, 6).Select(i => (64 + (17 * i), new float[64 + (17 * i)]))];
        float[] weights = Numbers.Uniform(200 * 40, -1f, 1f, 3);
        float[] x = Numbers.Uniform(40, -1f, 1f, 4);
        float[] expected = new float[200];
        Float32MatVec.Run(weights, 200, 40, x, expected, 1);
        for (int round = 0; round < 300; round++)
        {
            Parallel.ForEach(products, product =>
            {
                Array.Clear(product.Y);
                RangeSplit.Run(new Filling { Target = product.Rows }, product.Rows, 1, 3);
                Float32MatVec.Run(weights, product.Rows, 40, x, product.Y, 3);
            });
            Assert.All(products, product => Numbers.AssertSameBits(expected.AsSpan(0, product.Rows).ToArray(), product.Y));
        }
    }

    [Fact]
    public void Jobs_in_a_row_lose_no_piece_and_allocate_nothing()
    {
        Times = new int[512];
        RangeSplit.Run(default(Adding), Times.Length, 16, 3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 20_000; round++)
        {
            RangeSplit.Run(default(Adding), Times.Length, 16, 3);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.All(Times, done => Assert.Equal(20_001, done));
    }

    [Fact]
    public void A_job_inside_of_a_job_works_alone()
    {
        Times = new int[64];
        RangeSplit.Run(default(Nesting), 4, 1, 3);

        Assert.All(Times, done => Assert.Equal(4, done));
    }

    [Fact]
    public void A_team_that_sleeps_wakes_up()
    {
        using var never = new ManualResetEventSlim();
        Times = new int[64];
        for (int round = 0; round < 20; round++)
        {
            RangeSplit.Run(new Counting { Grain = 16 }, Times.Length, 16, 4);
            never.Wait(2, TestContext.Current.CancellationToken);
        }

        Assert.All(Times, done => Assert.Equal(20, done));
    }

    [Fact]
    public void No_threads_are_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => RangeSplit.Run(new Counting { Grain = 1 }, 0, 1, 0));

    private readonly struct Filling : IRangeJob
    {
        public required int Target { get; init; }

        public void Run(int start, int end) => Assert.InRange(end, start, Target);
    }

    private readonly struct Measuring : IRangeJob
    {
        public void Run(int start, int end) => Times[start] = end - start;
    }

    private readonly struct Nesting : IRangeJob
    {
        public void Run(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                RangeSplit.Run(new Counting { Grain = 16 }, Times.Length, 16, 3);
            }
        }
    }

    private readonly struct Adding : IRangeJob
    {
        public void Run(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                Times[i]++;
            }
        }
    }

    private readonly struct Counting : IRangeJob
    {
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
