namespace Hymba.Inference.Generation;

/// <summary>
/// Restricts what may come next: called before every token is chosen, it sets the logits of forbidden tokens to negative infinity.
/// Runs on the engine's thread; what it throws ends the request.
/// </summary>
/// <param name="generated">The reply's tokens so far.</param>
/// <param name="logits">[V] float32, one per token id; changed in place.</param>
public delegate void LogitsConstraint(ReadOnlySpan<int> generated, Span<float> logits);
