namespace Hymba.Inference.Queueing;

/// <summary>What a request meets when the queue is full.</summary>
public enum QueueFullMode
{
    /// <summary>It fails at once with <see cref="QueueFullException"/>, which estimates when to try again.</summary>
    FailFast,

    /// <summary>It waits for a place, within its <see cref="Generation.GenerationRequest.MaxQueueWait"/>.</summary>
    Wait,
}
