namespace Hymba.Kernels.Training;

/// <summary>What both passes of <see cref="NormAverageGradient"/> read: float32, row-major.</summary>
internal readonly ref struct NormAverageArguments
{
    /// <summary>R.</summary>
    public required int Rows { get; init; }

    /// <summary>a [R, D].</summary>
    public required ReadOnlyRows First { get; init; }

    /// <summary>[D]; its length is D.</summary>
    public required ReadOnlySpan<float> FirstWeight { get; init; }

    /// <summary>b [R, D].</summary>
    public required ReadOnlyRows Second { get; init; }

    /// <summary>[D].</summary>
    public required ReadOnlySpan<float> SecondWeight { get; init; }

    /// <summary>Each row's 1 / rms of a [R]: written forward, read backward.</summary>
    public required Span<float> FirstRstd { get; init; }

    /// <summary>Each row's 1 / rms of b [R]: written forward, read backward.</summary>
    public required Span<float> SecondRstd { get; init; }

    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    internal void Check()
    {
        int width = FirstWeight.Length;
        ArgumentOutOfRangeException.ThrowIfNegative(Rows);
        ArgumentOutOfRangeException.ThrowIfZero(width, nameof(FirstWeight));
        First.Require(Rows, width, nameof(First));
        Second.Require(Rows, width, nameof(Second));
        ReadOnlyRows.Require(SecondWeight.Length, width, 1, width, nameof(SecondWeight));
        ReadOnlyRows.Require(FirstRstd.Length, Rows, 1, Rows, nameof(FirstRstd));
        ReadOnlyRows.Require(SecondRstd.Length, Rows, 1, Rows, nameof(SecondRstd));
    }
}
