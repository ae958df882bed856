namespace Hymba.Training.Evaluation;

/// <summary>Whether a way of computing changes answers.</summary>
/// <param name="Change">What was done otherwise.</param>
/// <param name="Answers">Answers compared, token by token.</param>
/// <param name="Differing">How many came out otherwise.</param>
/// <param name="CacheHits">How many began from the prefix cache.</param>
internal sealed record InvarianceResult(string Change, int Answers, int Differing, int CacheHits);
