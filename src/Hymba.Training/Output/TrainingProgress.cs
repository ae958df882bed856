namespace Hymba.Training.Output;

/// <summary>A finished step. Immutable.</summary>
/// <param name="Step">Updates done, from 1 on.</param>
/// <param name="Steps">Updates of the whole run.</param>
/// <param name="Loss">Mean negative log-likelihood of the batch, weighted.</param>
/// <param name="HeldOutLoss">The same on held-out data; null where this step had no evaluation.</param>
/// <param name="LearningRate">Of this step.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Tokens">Tokens seen since the start of the run, padding counted.</param>
/// <param name="TokensPerSecond">Of this step.</param>
/// <param name="Elapsed">Time spent training, earlier sessions of the run included.</param>
/// <param name="Remaining">Time left at the mean speed of this session.</param>
internal sealed record TrainingProgress(
    long Step,
    long Steps,
    double Loss,
    double? HeldOutLoss,
    double LearningRate,
    double GradientNorm,
    long Tokens,
    double TokensPerSecond,
    TimeSpan Elapsed,
    TimeSpan Remaining);
