namespace Hymba.Inference.Queueing;

/// <summary>How requests share an engine. Every forward pass computes a single sequence; the queue decides which. Read once while loading.</summary>
public sealed record HymbaQueueOptions
{
    /// <summary>The most requests that may wait or run at a time, at least 1.</summary>
    /// <value>Default 64.</value>
    public int Capacity { get; init; } = 64;

    /// <summary>What happens to a request when the queue is full.</summary>
    /// <value>Default <see cref="QueueFullMode.FailFast"/>.</value>
    public QueueFullMode WhenFull { get; init; } = QueueFullMode.FailFast;

    /// <summary>
    /// Forward passes that a sequence makes before another one's turn, so that a short request does not wait for a long answer. 0 runs every
    /// request to its end. The answers are the same to the bit either way.
    /// </summary>
    /// <value>Default 8.</value>
    public int SliceSteps { get; init; } = 8;

    /// <summary>
    /// Bytes of sequence states that may be in memory at a time. A request whose state does not fit waits for others to end; one is always let in.
    /// </summary>
    /// <value>Default 1 GiB.</value>
    public long MaxStateBytes { get; init; } = 1L << 30;

    /// <summary>A request that has waited this long for its turn ranks one priority higher, after twice the time two, and so on.</summary>
    /// <value>Default 5 seconds.</value>
    public TimeSpan AgeingInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait before the first forward pass, for requests that set none; null sets no limit.</summary>
    /// <value>Default null.</value>
    public TimeSpan? MaxQueueWait { get; init; }

    /// <summary>The longest time from submission to the last token, for requests that set none; null sets no limit.</summary>
    /// <value>Default null.</value>
    public TimeSpan? MaxTotalTime { get; init; }

    /// <summary>Every wrong value, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Require(Capacity >= 1, nameof(Capacity), Capacity, "at least 1");
        Require(Enum.IsDefined(WhenFull), nameof(WhenFull), WhenFull, "FailFast or Wait");
        Require(SliceSteps >= 0, nameof(SliceSteps), SliceSteps, "0 (run to the end) or more");
        Require(MaxStateBytes >= 1, nameof(MaxStateBytes), MaxStateBytes, "at least 1");
        Require(AgeingInterval > TimeSpan.Zero, nameof(AgeingInterval), AgeingInterval, "above zero");
        Require(MaxQueueWait is null || MaxQueueWait > TimeSpan.Zero, nameof(MaxQueueWait), MaxQueueWait, "above zero, or null");
        Require(MaxTotalTime is null || MaxTotalTime > TimeSpan.Zero, nameof(MaxTotalTime), MaxTotalTime, "above zero, or null");
        return errors;

        void Require(bool fine, string name, object? value, string rule)
        {
            if (!fine)
            {
                errors.Add($"Queue.{name} is {value}; it must be {rule}.");
            }
        }
    }
}
