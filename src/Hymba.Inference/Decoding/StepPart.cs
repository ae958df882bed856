namespace Hymba.Inference.Decoding;

/// <summary>The parts of a decode step whose times are told apart; together they are the step.</summary>
internal enum StepPart
{
    /// <summary>Norms, the sum of both branches, the residual stream, the embedding's row.</summary>
    Norms,

    /// <summary>The matrix in front of both branches.</summary>
    InProjection,

    /// <summary>Rotation, cache and attention.</summary>
    Attention,

    /// <summary>The convolution.</summary>
    Convolution,

    /// <summary>x_proj, dt_proj, their norms, softplus.</summary>
    ScanInputs,

    /// <summary>The recurrence and its gate.</summary>
    Scan,

    /// <summary>The matrix behind both branches.</summary>
    OutProjection,

    /// <summary>The three matrices of the feed-forward block.</summary>
    FeedForward,

    /// <summary>The output matrix.</summary>
    Head,
}
