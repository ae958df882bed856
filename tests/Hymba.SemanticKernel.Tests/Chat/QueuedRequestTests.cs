using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Chat;

/// <summary>What callers see of the queue. One request holds the engine's thread until the test lets go.</summary>
public sealed class QueuedRequestTests : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _release.Dispose();

    [Fact]
    public async Task A_waiting_request_can_be_cancelled_and_leaves_no_trace()
    {
        await using HymbaEngine engine = await LoadAsync(capacity: 4);
        using IChatClient client = engine.AsIChatClient();
        Task<ChatResponse> first = await HoldAsync(engine);
        using var source = new CancellationTokenSource();
        Task<ChatResponse> waiting = client.GetResponseAsync("Hi", new() { MaxOutputTokens = 1 }, source.Token);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _release.Set();
        Assert.Equal(1, (await first).Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task A_full_queue_refuses_with_its_length_and_when_to_come_back()
    {
        await using HymbaEngine engine = await LoadAsync(capacity: 1);
        using IChatClient client = engine.AsIChatClient();
        Task<ChatResponse> first = await HoldAsync(engine);
        var full = await Assert.ThrowsAsync<QueueFullException>(() => client.GetResponseAsync("Hi"));
        Assert.Equal((1, 1), (full.QueueLength, full.Limit));
        _release.Set();
        await first;
    }

    private static Task<HymbaEngine> LoadAsync(int capacity)
        => HymbaEngine.LoadAsync(TinyModel.Options with { Queue = new HymbaQueueOptions { Capacity = capacity } });

    private async Task<Task<ChatResponse>> HoldAsync(HymbaEngine engine)
    {
        LogitsConstraint hold = (_, _) =>
        {
            _held.TrySetResult();
            _release.Wait();
        };
        Task<ChatResponse> response = engine.AsIChatClient(new() { ConstraintFactory = _ => hold })
            .GetResponseAsync("Hold", new() { MaxOutputTokens = 1, AdditionalProperties = new() { [HymbaRequestProperties.IgnoreEndTokens] = true } });
        await _held.Task;
        return response;
    }
}
