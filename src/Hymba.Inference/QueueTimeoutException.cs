namespace Hymba.Inference;

/// <summary>A request ran into one of its deadlines: it waited too long for the engine, or took too long in total.</summary>
public sealed class QueueTimeoutException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="waited">Time since the request was submitted.</param>
    /// <param name="limit">The deadline, counted from submission.</param>
    /// <param name="started">Whether any forward pass had been made for it.</param>
    public QueueTimeoutException(TimeSpan waited, TimeSpan limit, bool started)
        : base(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"The request {(started ? "was not finished" : "had not begun")} after {waited.TotalSeconds:0.000} s; its limit was {limit.TotalSeconds:0.000} s."))
    {
        Waited = waited;
        Limit = limit;
        Started = started;
    }

    /// <summary>Time since the request was submitted.</summary>
    public TimeSpan Waited { get; }

    /// <summary>The deadline, counted from submission.</summary>
    public TimeSpan Limit { get; }

    /// <summary>Whether any forward pass had been made for it; if not, sending it again is safe.</summary>
    public bool Started { get; }
}
