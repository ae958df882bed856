namespace Hymba.Inference.Generation;

/// <summary>Where a request's time went.</summary>
/// <param name="Prefill">Computing from the first prompt chunk to the first token; waiting between passes is not included.</param>
/// <param name="Decode">Computing all later steps together, without waiting.</param>
public sealed record GenerationTimings(TimeSpan Prefill, TimeSpan Decode)
{
    /// <summary>From submission to the first forward pass.</summary>
    public TimeSpan QueueWait { get; init; }
}
