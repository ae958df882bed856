namespace Hymba.Kernels.Training;

/// <summary>
/// Where the backward scan puts the gradients by its inputs. Per-token gradients of channels are written; the others are added to what is
/// there, so that a batch sums up. Nothing here may overlap an input or another gradient.
/// </summary>
internal readonly ref struct SelectiveScanGradients
{
    /// <summary>By dt before bias and softplus, [T, Di]; written.</summary>
    public required WritableRows Delta { get; init; }

    /// <summary>By the bias of dt, [Di]; added to.</summary>
    public required Span<float> DeltaBias { get; init; }

    /// <summary>By x, [T, Di]; written.</summary>
    public required WritableRows Input { get; init; }

    /// <summary>By B, [T, N]; added to.</summary>
    public required WritableRows InputMatrix { get; init; }

    /// <summary>By C, [T, N]; added to.</summary>
    public required WritableRows OutputMatrix { get; init; }

    /// <summary>By A, [Di, N]; added to.</summary>
    public required Span<float> Decay { get; init; }

    /// <summary>By D, [Di]; added to.</summary>
    public required Span<float> Skip { get; init; }

    /// <summary>By z, [T, Di]; written.</summary>
    public required WritableRows Gate { get; init; }

    /// <summary>Checks every size.</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public void Require(int tokens, int channels, int states)
    {
        Delta.Require(tokens, channels, nameof(Delta));
        ReadOnlyRows.Require(DeltaBias.Length, channels, 1, channels, nameof(DeltaBias));
        Input.Require(tokens, channels, nameof(Input));
        InputMatrix.Require(tokens, states, nameof(InputMatrix));
        OutputMatrix.Require(tokens, states, nameof(OutputMatrix));
        ReadOnlyRows.Require(Decay.Length, states, channels, states, nameof(Decay));
        ReadOnlyRows.Require(Skip.Length, channels, 1, channels, nameof(Skip));
        Gate.Require(tokens, channels, nameof(Gate));
    }
}
