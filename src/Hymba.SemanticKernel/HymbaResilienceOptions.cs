namespace Hymba.SemanticKernel;

/// <summary>
/// The resilience pipeline around every request of a registered client. Read once when the client is created. An application that wants
/// another pipeline registers its own under <see cref="PipelineName"/>; these options then have no effect.
/// </summary>
public sealed class HymbaResilienceOptions
{
    /// <summary>The most time for a request with all its tries; 10 milliseconds to 1 day. A request that takes longer fails with Polly's <c>TimeoutRejectedException</c>.</summary>
    /// <value>Default null: no limit besides the queue's own deadlines.</value>
    public TimeSpan? Timeout { get; set; }

    /// <summary>How many times a request that found the queue full is sent again; 0 to 100. Each try waits as long as the queue says.</summary>
    /// <value>Default 3.</value>
    public int QueueFullRetries { get; set; } = 3;

    /// <summary>The longest wait before such a try; above 0, at most 1 day.</summary>
    /// <value>Default 30 seconds.</value>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many requests must have come within <see cref="BreakerWindow"/> before the circuit can break; 2 to 1000.</summary>
    /// <value>Default 4.</value>
    public int BreakerMinimumRequests { get; set; } = 4;

    /// <summary>The share of requests lost to engine faults at which the circuit breaks; above 0 and at most 1.</summary>
    /// <value>Default 0.5.</value>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>The time over which faults are counted; half a second to 1 day.</summary>
    /// <value>Default 1 minute.</value>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a broken circuit refuses requests with Polly's <c>BrokenCircuitException</c>; half a second to 1 day.</summary>
    /// <value>Default 15 seconds.</value>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The name of a client's pipeline in the registry: <c>hymba</c>, or <c>hymba:ID</c> for a client with a service id.</summary>
    /// <param name="serviceId">The client's service id; null for the client without one.</param>
    public static string PipelineName(string? serviceId = null) => serviceId is null ? "hymba" : $"hymba:{serviceId}";

    /// <summary>Every wrong value, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        TimeSpan shortest = TimeSpan.FromSeconds(0.5), longest = TimeSpan.FromDays(1), shortestTimeout = TimeSpan.FromMilliseconds(10);
        (bool Wrong, string Message)[] checks =
        [
            (Timeout < shortestTimeout || Timeout > longest, $"{nameof(Timeout)} is {Timeout}; it must be from 10 milliseconds to 1 day, or null for no limit."),
            (QueueFullRetries is < 0 or > 100, $"{nameof(QueueFullRetries)} is {QueueFullRetries}; it must be from 0 to 100."),
            (MaxRetryDelay <= TimeSpan.Zero || MaxRetryDelay > longest, $"{nameof(MaxRetryDelay)} is {MaxRetryDelay}; it must be above 0 and at most 1 day."),
            (BreakerMinimumRequests is < 2 or > 1000, $"{nameof(BreakerMinimumRequests)} is {BreakerMinimumRequests}; it must be from 2 to 1000."),
            (BreakerFailureRatio is not (> 0 and <= 1), FormattableString.Invariant($"{nameof(BreakerFailureRatio)} is {BreakerFailureRatio}; it must be above 0 and at most 1.")),
            (BreakerWindow < shortest || BreakerWindow > longest, $"{nameof(BreakerWindow)} is {BreakerWindow}; it must be from half a second to 1 day."),
            (BreakDuration < shortest || BreakDuration > longest, $"{nameof(BreakDuration)} is {BreakDuration}; it must be from half a second to 1 day."),
        ];
        return [.. checks.Where(check => check.Wrong).Select(check => check.Message)];
    }
}
