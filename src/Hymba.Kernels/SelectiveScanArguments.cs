namespace Hymba.Kernels;

/// <summary>What a selective scan reads and writes. Sizes: T tokens, Di channels, N states per channel; everything is float32.</summary>
internal readonly ref struct SelectiveScanArguments
{
    /// <summary>T, 0 or more.</summary>
    public required int Tokens { get; init; }

    /// <summary>Di, 1 or more.</summary>
    public required int Channels { get; init; }

    /// <summary>N, 1 to <see cref="SelectiveScan.MaxStates"/>.</summary>
    public required int States { get; init; }

    /// <summary>dt, [T, Di], after softplus.</summary>
    public required ReadOnlyRows Delta { get; init; }

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

    /// <summary>z, [T, Di]; leave it out for an output without gate.</summary>
    public ReadOnlyRows Gate { get; init; }

    /// <summary>s, [Di, N]; read and updated.</summary>
    public required Span<float> State { get; init; }

    /// <summary>What s was, [Di, N], written; leave it out where nobody needs it.</summary>
    public Span<float> StateBefore { get; init; }

    /// <summary>y, [T, Di]; may be the very memory of dt, x or z (same stride), otherwise overlaps nothing.</summary>
    public required Span<float> Output { get; init; }

    /// <summary>Elements from one row of y to the next.</summary>
    public required int OutputStride { get; init; }
}
