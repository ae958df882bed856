namespace Hymba.Validation.Pipeline;

/// <summary>Waits for work that others do, no longer than it may take.</summary>
internal static class Deadline
{
    /// <summary>The outcome of the work, or how it failed. Work that ignores its token is left behind.</summary>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public static async ValueTask<(T? Value, FailureKind Failure)> RunAsync<T>(
        Func<CancellationToken, Task<T>> work, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return (await work(linked.Token).WaitAsync(linked.Token).ConfigureAwait(false), FailureKind.None);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (default, deadline.IsCancellationRequested ? FailureKind.Hung : FailureKind.Cancelled);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return (default, FailureKind.Threw);
        }
    }
}
