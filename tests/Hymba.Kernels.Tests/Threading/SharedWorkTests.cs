using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Tests.Threading;

public sealed class SharedWorkTests
{
    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(10, 3, 1)]
    [InlineData(100, 7, 4)]
    [InlineData(0, 5, 2)]
    public void Every_item_is_done_once_in_pieces_of_the_size_asked_for(int count, int pieceItems, int threads)
    {
        int[] done = new int[count];
        SharedWork.Run(
            (start, end) =>
            {
                Assert.InRange(end - start, 1, pieceItems);
                Assert.Equal(0, start % pieceItems);
                for (int i = start; i < end; i++)
                {
                    Interlocked.Increment(ref done[i]);
                }
            },
            count,
            pieceItems,
            threads);

        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Fact]
    public void Work_inside_of_work_is_done_too()
    {
        int done = 0;
        SharedWork.Run((start, end) => SharedWork.Run((_, _) => Interlocked.Increment(ref done), 6, 2, 4), 5, 1, 4);
        Assert.Equal(15, done);
    }

    [Fact]
    public void An_exception_comes_back_after_the_other_pieces() => AssertOthersAreDone();

    [Fact]
    public void An_exception_comes_back_after_the_other_pieces_also_where_the_team_is_busy()
        => SharedWork.Run((_, _) => AssertOthersAreDone(), 4, 1, 2);

    private static void AssertOthersAreDone()
    {
        int done = 0;
        var error = Assert.Throws<InvalidOperationException>(() => SharedWork.Run(
            (start, _) =>
            {
                if (start == 3)
                {
                    throw new InvalidOperationException("piece 3");
                }

                Interlocked.Increment(ref done);
            },
            8,
            1,
            2));

        Assert.Equal("piece 3", error.Message);
        Assert.Equal(7, done);
    }
}
