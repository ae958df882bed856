namespace Hymba.Inference.Generation;

/// <summary>Time spent computing; waiting is not included.</summary>
/// <param name="Prefill">From the first prompt chunk to the first token's logits.</param>
/// <param name="Decode">All later steps together.</param>
public sealed record GenerationTimings(TimeSpan Prefill, TimeSpan Decode);
