namespace Hymba.Kernels.Training;

/// <summary>What both passes of <see cref="WindowAttentionGradient"/> read: float32, row-major.</summary>
internal readonly ref struct WindowAttentionArguments
{
    /// <summary>T: tokens of the one sequence.</summary>
    public required int Tokens { get; init; }

    /// <summary>Hq: query heads, a multiple of the key heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Hkv: heads of keys and values; each serves Hq / Hkv query heads that follow each other.</summary>
    public required int KeyHeads { get; init; }

    /// <summary>Dk: elements of a query and of a key.</summary>
    public required int KeySize { get; init; }

    /// <summary>Dv: elements of a value.</summary>
    public required int ValueSize { get; init; }

    /// <summary>W: how many tokens before itself a query sees; null: all.</summary>
    public required int? Window { get; init; }

    /// <summary>M: the first M tokens stay visible outside the window.</summary>
    public required int Prefix { get; init; }

    /// <summary>Factor of the scores, commonly 1 / sqrt(Dk).</summary>
    public required float Scale { get; init; }

    /// <summary>q [T, Hq * Dk].</summary>
    public required ReadOnlyRows Query { get; init; }

    /// <summary>k [T, Hkv * Dk].</summary>
    public required ReadOnlyRows Key { get; init; }

    /// <summary>v [T, Hkv * Dv].</summary>
    public required ReadOnlyRows Value { get; init; }

    /// <exception cref="ArgumentException">A span is too short for the sizes, or a size is out of range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Tokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(KeyHeads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Heads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(KeySize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ValueSize);
        ArgumentOutOfRangeException.ThrowIfNegative(Prefix);
        ArgumentOutOfRangeException.ThrowIfNegative(Window ?? 0, nameof(Window));
        if (Heads % KeyHeads != 0)
        {
            throw new ArgumentException($"{Heads} query heads cannot share {KeyHeads} key heads evenly.", nameof(Heads));
        }

        Query.Require(Tokens, checked(Heads * KeySize), nameof(Query));
        Key.Require(Tokens, checked(KeyHeads * KeySize), nameof(Key));
        Value.Require(Tokens, checked(KeyHeads * ValueSize), nameof(Value));
    }
}
