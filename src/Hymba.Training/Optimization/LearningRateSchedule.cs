namespace Hymba.Training.Optimization;

/// <summary>A linear rise to the highest learning rate, then half a cosine down to the final one.</summary>
internal static class LearningRateSchedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="options">The training run.</param>
    /// <param name="step">From 0 on; beyond the last step it stays at the final rate.</param>
    public static double At(TrainingOptions options, long step)
    {
        if (step < options.WarmupSteps)
        {
            return options.LearningRate * (step + 1) / options.WarmupSteps;
        }

        double done = Math.Min(1.0, (step - options.WarmupSteps) / (double)Math.Max(1, options.Steps - options.WarmupSteps));
        double share = options.FinalLearningRateShare + ((1 - options.FinalLearningRateShare) * 0.5 * (1 + Math.Cos(Math.PI * done)));
        return options.LearningRate * share;
    }
}
