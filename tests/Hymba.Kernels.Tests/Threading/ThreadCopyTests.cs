using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Tests.Threading;

public sealed unsafe class ThreadCopyTests
{
    [Fact]
    public void A_job_finds_its_copy_again_until_another_job_begins()
    {
        long first = ThreadCopy.NextJob(100), second = ThreadCopy.NextJob(100);

        byte* made = ThreadCopy.Of(first, 100, out bool isNew);
        made[99] = 7;
        byte* again = ThreadCopy.Of(first, 100, out bool isNewAgain);
        Assert.True(isNew);
        Assert.False(isNewAgain);
        Assert.Equal((nint)made, (nint)again);
        Assert.Equal(7, again[99]);

        ThreadCopy.Of(second, 100, out bool isNewForSecond);
        ThreadCopy.Of(first, 100, out bool isNewOnceMore);
        Assert.True(isNewForSecond);
        Assert.True(isNewOnceMore);
    }

    [Fact]
    public void Threads_make_copies_of_their_own()
    {
        long job = ThreadCopy.NextJob(64);
        nint mine = (nint)ThreadCopy.Of(job, 64, out _), others = 0;
        bool isNew = false;
        var thread = new Thread(() => others = (nint)ThreadCopy.Of(job, 64, out isNew));

        thread.Start();
        thread.Join();

        Assert.True(isNew);
        Assert.NotEqual(mine, others);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_000)]
    [InlineData(3_000_000)]
    public void A_copy_starts_at_a_cache_line(int bytes)
    {
        byte* copy = ThreadCopy.Of(ThreadCopy.NextJob(bytes), bytes, out _);

        new Span<byte>(copy, bytes).Fill(3);

        Assert.Equal(0, (nint)copy % 64);
    }

    [Fact]
    public void Memory_grows_where_it_has_to_and_stays_otherwise()
    {
        nint small = 0, same = 0, large = 0;
        var thread = new Thread(() =>
        {
            small = (nint)ThreadCopy.Of(ThreadCopy.NextJob(100), 100, out _);
            same = (nint)ThreadCopy.Of(ThreadCopy.NextJob(200), 200, out _);
            large = (nint)ThreadCopy.Of(ThreadCopy.NextJob(1_000_000), 1_000_000, out _);
        });

        thread.Start();
        thread.Join();

        Assert.Equal(small, same);
        Assert.NotEqual(small, large);
    }

    [Fact]
    public void A_copy_that_no_array_holds_fails_before_the_job_begins()
        => Assert.Throws<OverflowException>(() => ThreadCopy.NextJob(1L << 40));
}
