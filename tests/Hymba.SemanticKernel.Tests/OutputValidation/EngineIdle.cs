using Hymba.Inference;

namespace Hymba.SemanticKernel.Tests.OutputValidation;

/// <summary>The lane counts a request out after its last update has been read.</summary>
internal static class EngineIdle
{
    /// <summary>Waits until no request is left.</summary>
    /// <exception cref="OperationCanceledException">One is left after half a minute.</exception>
    public static async Task WaitAsync(HymbaEngine engine)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (engine.Status.Requests > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
