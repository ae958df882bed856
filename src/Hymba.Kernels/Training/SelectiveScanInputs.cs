namespace Hymba.Kernels.Training;

/// <summary>
/// What the training scan of one sequence reads. Sizes: T tokens, Di channels, N states per channel; everything is float32. Rows may be slices
/// of columns of wider buffers.
/// </summary>
internal readonly ref struct SelectiveScanInputs
{
    /// <summary>T, 0 or more.</summary>
    public required int Tokens { get; init; }

    /// <summary>Di, 1 or more.</summary>
    public required int Channels { get; init; }

    /// <summary>N, 1 to <see cref="SelectiveScan.MaxStates"/>.</summary>
    public required int States { get; init; }

    /// <summary>dt before bias and softplus, [T, Di].</summary>
    public required ReadOnlyRows Delta { get; init; }

    /// <summary>Added to dt before softplus, [Di].</summary>
    public required ReadOnlySpan<float> DeltaBias { get; init; }

    /// <summary>x, [T, Di].</summary>
    public required ReadOnlyRows Input { get; init; }

    /// <summary>B, [T, N].</summary>
    public required ReadOnlyRows InputMatrix { get; init; }

    /// <summary>C, [T, N].</summary>
    public required ReadOnlyRows OutputMatrix { get; init; }

    /// <summary>A, [Di, N], negative.</summary>
    public required ReadOnlySpan<float> Decay { get; init; }

    /// <summary>D, [Di].</summary>
    public required ReadOnlySpan<float> Skip { get; init; }

    /// <summary>z before silu, [T, Di].</summary>
    public required ReadOnlyRows Gate { get; init; }

    /// <summary>Checks every size.</summary>
    /// <exception cref="ArgumentException">A span is too short for the sizes, or a size is out of range.</exception>
    public void Require()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Tokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(States);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(States, SelectiveScan.MaxStates);
        Delta.Require(Tokens, Channels, nameof(Delta));
        ReadOnlyRows.Require(DeltaBias.Length, Channels, 1, Channels, nameof(DeltaBias));
        Input.Require(Tokens, Channels, nameof(Input));
        InputMatrix.Require(Tokens, States, nameof(InputMatrix));
        OutputMatrix.Require(Tokens, States, nameof(OutputMatrix));
        ReadOnlyRows.Require(Decay.Length, States, Channels, States, nameof(Decay));
        ReadOnlyRows.Require(Skip.Length, Channels, 1, Channels, nameof(Skip));
        Gate.Require(Tokens, Channels, nameof(Gate));
    }
}
