namespace Hymba.Training.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Seed">The seed of the examples.</param>
/// <param name="Kinds">Each kind of conversation.</param>
/// <param name="Total">All of them together.</param>
/// <param name="Text">Plain texts; null where they were not asked for.</param>
/// <param name="Replies">The right replies, each given its prompt, with the token that ends them.</param>
/// <param name="Speed">How fast the replies came.</param>
internal sealed record EvaluationReport(
    ulong Seed, IReadOnlyList<KindResult> Kinds, KindResult Total, PerplexityResult? Text, PerplexityResult Replies, EvaluationSpeed Speed)
{
    /// <summary>Whether cache, time slices and chunks change answers; null where it was not asked for.</summary>
    public IReadOnlyList<InvarianceResult>? Invariance { get; init; }
}
