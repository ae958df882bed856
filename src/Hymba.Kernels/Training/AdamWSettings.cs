namespace Hymba.Kernels.Training;

/// <summary>The numbers of one AdamW step.</summary>
internal readonly record struct AdamWSettings
{
    /// <summary>Step length.</summary>
    public required float LearningRate { get; init; }

    /// <summary>Share of the first moment that stays, from 0 to below 1.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>Share of the second moment that stays, from 0 to below 1.</summary>
    public float Beta2 { get; init; } = 0.95f;

    /// <summary>Added to the root of the corrected second moment.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>Share of a parameter, times the learning rate, that is taken off apart from the gradient.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Multiplies every gradient before use: clipping, and the mean over a batch.</summary>
    public float GradientScale { get; init; } = 1f;

    /// <summary>The number of this step, from 1: what the bias corrections 1 - beta^step are of.</summary>
    public required int Step { get; init; }

    /// <summary>For required members.</summary>
    public AdamWSettings()
    {
    }
}
