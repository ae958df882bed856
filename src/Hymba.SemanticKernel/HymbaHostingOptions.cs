namespace Hymba.SemanticKernel;

/// <summary>What the host does with an engine when it starts and stops. Read once at start-up.</summary>
public sealed class HymbaHostingOptions
{
    /// <summary>Whether the host loads the model when it starts and makes one dry run; otherwise the first request loads it.</summary>
    /// <value>Default true.</value>
    public bool WarmUp { get; set; } = true;

    /// <summary>
    /// Whether starting the host waits for the warm-up, and fails with it. Otherwise the health check tells when the model is ready, and
    /// requests that come earlier wait.
    /// </summary>
    /// <value>Default true.</value>
    public bool WaitForWarmUp { get; set; } = true;

    /// <summary>How often the log tells how far loading has come; above 0, at most 1 day.</summary>
    /// <value>Default 5 seconds.</value>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a stopping host waits for requests under way, after all its other services have stopped; what still runs then is cancelled.
    /// Zero waits for nothing; at most 1 day. The host's own shutdown timeout limits it too.
    /// </summary>
    /// <value>Default 30 seconds.</value>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Every wrong value, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        TimeSpan longest = TimeSpan.FromDays(1);
        if (ProgressInterval <= TimeSpan.Zero || ProgressInterval > longest)
        {
            errors.Add($"{nameof(ProgressInterval)} is {ProgressInterval}; it must be above 0 and at most 1 day.");
        }

        if (DrainTimeout < TimeSpan.Zero || DrainTimeout > longest)
        {
            errors.Add($"{nameof(DrainTimeout)} is {DrainTimeout}; it must be from 0 to 1 day.");
        }

        return errors;
    }
}
