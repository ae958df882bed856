using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Tests.Threading;

public sealed unsafe class ThreadCopyTests
{
    [Fact]
    public void A_job_finds_its_copy_again_until_another_job_begins()
    {
        ThreadCopy first = new(100), second = new(100);

        byte* made = first.Own(out bool isNew);
        made[99] = 7;
        byte* again = first.Own(out bool isNewAgain);
        Assert.True(isNew);
        Assert.False(isNewAgain);
        Assert.Equal((nint)made, (nint)again);
        Assert.Equal(7, again[99]);

        second.Own(out bool isNewForSecond);
        first.Own(out bool isNewOnceMore);
        Assert.True(isNewForSecond);
        Assert.True(isNewOnceMore);
    }

    [Fact]
    public void Threads_make_copies_of_their_own()
    {
        var job = new ThreadCopy(64);
        nint mine = (nint)job.Own(out _), others = 0;
        bool isNew = false;
        var thread = new Thread(() => others = (nint)job.Own(out isNew));

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
        byte* copy = new ThreadCopy(bytes).Own(out _);

        new Span<byte>(copy, bytes).Fill(3);

        Assert.Equal(0, (nint)copy % 64);
    }

    [Fact]
    public void Memory_grows_where_it_has_to_and_stays_otherwise()
    {
        nint small = 0, same = 0, large = 0;
        var thread = new Thread(() =>
        {
            small = (nint)new ThreadCopy(100).Own(out _);
            same = (nint)new ThreadCopy(200).Own(out _);
            large = (nint)new ThreadCopy(1_000_000).Own(out _);
        });

        thread.Start();
        thread.Join();

        Assert.Equal(small, same);
        Assert.NotEqual(small, large);
    }

    [Fact]
    public void A_copy_that_no_array_holds_fails_before_the_job_begins()
        => Assert.Throws<OverflowException>(() => new ThreadCopy(1L << 40));
}
