using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;

namespace Hymba.Inference.Tests.Queueing;

/// <summary>A model without weights: a request's reply is as long as its token limit; tests decide when a step fails or waits.</summary>
internal sealed class FakeReplica : IEngineReplica
{
    private int _running;

    /// <summary>Called before every step with the request and the number of its step.</summary>
    public Action<GenerationRequest, int>? BeforeStep { get; init; }

    public int OpenSessions { get; private set; }

    public bool Disposed { get; private set; }

    public IGenerationSession Start(GenerationRequest request)
    {
        OpenSessions++;
        return new FakeSession(this, request.MaxNewTokens ?? 1, request);
    }

    public void Dispose() => Disposed = true;

    public void Step(GenerationRequest? request, int step)
    {
        Assert.Equal(1, Interlocked.Increment(ref _running));
        try
        {
            BeforeStep?.Invoke(request!, step);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    public void Close() => OpenSessions--;
}
