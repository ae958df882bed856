namespace Hymba.Training.Output;

/// <summary>Where a run stands, as saved with its weights. Immutable.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="DataPosition">Position of the next example.</param>
/// <param name="Tokens">Tokens seen, padding counted.</param>
/// <param name="Seconds">Time spent training.</param>
/// <param name="Seed">Seed of the run: going on with another would change the order of the data unnoticed.</param>
internal sealed record TrainingPosition(long Step, long DataPosition, long Tokens, double Seconds, ulong Seed);
