namespace Hymba.Inference;

/// <summary>The engine's queue takes no more requests for now. Nothing of the request was computed; sending it again later is safe.</summary>
public sealed class QueueFullException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="queueLength">Requests that are waiting or running.</param>
    /// <param name="limit">The most that the queue takes.</param>
    /// <param name="retryAfter">When a place is likely to be free, by the recent pace.</param>
    public QueueFullException(int queueLength, int limit, TimeSpan retryAfter)
        : base(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"The queue is full: {queueLength} requests wait or run, at most {limit} may. Try again in about {retryAfter.TotalSeconds:0.0} s."))
    {
        QueueLength = queueLength;
        Limit = limit;
        RetryAfter = retryAfter;
    }

    /// <summary>Requests that are waiting or running.</summary>
    public int QueueLength { get; }

    /// <summary>The most that the queue takes.</summary>
    public int Limit { get; }

    /// <summary>When a place is likely to be free, by the recent pace.</summary>
    public TimeSpan RetryAfter { get; }
}
