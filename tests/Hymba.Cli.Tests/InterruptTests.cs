namespace Hymba.Cli.Tests;

public sealed class InterruptTests
{
    [Fact]
    public void A_request_ends_the_run_and_the_next_one_is_too_late()
    {
        using var interrupt = new Interrupt();
        Assert.True(interrupt.Request());
        Assert.True(interrupt.Exit.IsCancellationRequested);
        Assert.False(interrupt.Request());
    }

    [Fact]
    public async Task The_first_request_during_a_reply_stops_only_the_reply()
    {
        using var interrupt = new Interrupt();
        bool finished = await interrupt.RunReplyAsync(token =>
        {
            Assert.True(interrupt.Request());
            return Task.FromCanceled(token);
        });
        Assert.False(finished);
        Assert.False(interrupt.Exit.IsCancellationRequested);
        Assert.True(interrupt.Request());
        Assert.True(interrupt.Exit.IsCancellationRequested);
    }

    [Fact]
    public async Task The_second_request_during_a_reply_ends_the_run()
    {
        using var interrupt = new Interrupt();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupt.RunReplyAsync(token =>
        {
            interrupt.Request();
            Assert.False(interrupt.Exit.IsCancellationRequested);
            interrupt.Request();
            return Task.FromCanceled(token);
        }));
        Assert.True(interrupt.Exit.IsCancellationRequested);
    }

    [Fact]
    public async Task The_caller_s_token_ends_the_run_at_once()
    {
        using var source = new CancellationTokenSource();
        using var interrupt = new Interrupt(source.Token);
        Assert.True(await interrupt.RunReplyAsync(_ => Task.CompletedTask));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupt.RunReplyAsync(async token =>
        {
            await source.CancelAsync();
            token.ThrowIfCancellationRequested();
        }));
    }
}
