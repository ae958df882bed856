namespace Hymba.Training.Batches;

/// <summary>The data of one update of the weights. Immutable.</summary>
/// <param name="Passes">The forward and backward passes, longest sequences first.</param>
/// <param name="NextPosition">Position of the first example behind the batch.</param>
internal sealed record TrainingBatch(IReadOnlyList<TrainingPass> Passes, long NextPosition)
{
    /// <summary>Tokens, padding counted.</summary>
    public int Tokens { get; } = Passes.Sum(pass => pass.Tokens.Length);

    /// <summary>Sum of all weights, by which the summed loss is divided.</summary>
    public double TotalWeight { get; } = Passes.Sum(pass => pass.Weights.Sum(weight => (double)weight));
}
