using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Resilience;

/// <summary>Answers "a", "b", and fails where it is told to: each entry is one request, a failure and how many updates come before it.</summary>
internal sealed class FakeChatClient(params (Exception? Failure, int After)[] requests) : IChatClient
{
    public int Requests { get; private set; }

    public bool Forever { get; init; }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (Exception? failure, int after) = Requests < requests.Length ? requests[Requests] : (null, 0);
        Requests++;
        string[] parts = ["a", "b"];
        for (int i = 0; i < parts.Length; i++)
        {
            if (failure is not null && i == after)
            {
                throw failure;
            }

            yield return new ChatResponseUpdate(ChatRole.Assistant, parts[i]);
        }

        if (Forever)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
