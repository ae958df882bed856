using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Fakes;

/// <summary>Replies with scripted updates, one script for each request, the last one again.</summary>
internal sealed class ScriptedClient(params ChatResponseUpdate[][] scripts) : IChatClient
{
    /// <summary>The requests' messages.</summary>
    public List<IReadOnlyList<ChatMessage>> Requests { get; } = [];

    public List<ChatOptions?> Options { get; } = [];

    /// <summary>How many updates were taken from the scripts.</summary>
    public int Sent { get; private set; }

    /// <summary>Streams whose enumerator was disposed.</summary>
    public int Ended { get; private set; }

    /// <summary>Streams whose token was cancelled before the end of their script.</summary>
    public int Cancelled { get; private set; }

    public static ScriptedClient Saying(params string[] pieces) => new([.. pieces.Select(Text)]);

    public static ChatResponseUpdate Text(string text) => new(ChatRole.Assistant, text) { MessageId = "m", ResponseId = "r" };

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => Task.FromResult(Next(messages, options).ToChatResponse());

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var script = Next(messages, options);
        var sent = 0;
        try
        {
            foreach (var update in script)
            {
                await Task.CompletedTask;
                Sent++;
                sent++;
                yield return update.Clone();
            }
        }
        finally
        {
            Ended++;
            Cancelled += cancellationToken.IsCancellationRequested && sent < script.Length ? 1 : 0;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private ChatResponseUpdate[] Next(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        Requests.Add([.. messages]);
        Options.Add(options);
        return scripts[Math.Min(Requests.Count, scripts.Length) - 1];
    }
}
