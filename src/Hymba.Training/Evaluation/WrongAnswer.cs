namespace Hymba.Training.Evaluation;

/// <summary>A reply that is not what was expected.</summary>
/// <param name="Kind">The example's kind.</param>
/// <param name="Index">Which example of the kind.</param>
/// <param name="Prompt">What the model read.</param>
/// <param name="Expected">The right reply.</param>
/// <param name="Actual">What the model wrote; null where the prompt does not fit its context.</param>
internal sealed record WrongAnswer(string Kind, int Index, string Prompt, string Expected, string? Actual);
