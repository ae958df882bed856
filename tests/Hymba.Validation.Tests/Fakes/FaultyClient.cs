using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Fakes;

/// <summary>A model that never answers: it throws, ignores its token and waits for ever, or says that it was cancelled.</summary>
internal sealed class FaultyClient(Fault fault) : IChatClient
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it has been asked.</summary>
    public Task Entered => _entered.Task;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        _entered.TrySetResult();
        var text = messages.Last().Text;
        return fault switch
        {
            Fault.Throw => Task.FromException<ChatResponse>(new FormatException(text)),
            Fault.Cancel => Task.FromException<ChatResponse>(new OperationCanceledException(text)),
            _ => new TaskCompletionSource<ChatResponse>().Task,
        };
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
