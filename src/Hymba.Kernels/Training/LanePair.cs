using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>Two rows of lanes side by side as one twice as wide: a wider tile of registers for the same kernel.</summary>
internal readonly unsafe struct LanePair<TFirst, TSecond>(TFirst first, TSecond second) : ILanes<LanePair<TFirst, TSecond>>
    where TFirst : struct, ILanes<TFirst>
    where TSecond : struct, ILanes<TSecond>
{
    private readonly TFirst _first = first;
    private readonly TSecond _second = second;

    /// <inheritdoc/>
    public static int Count => TFirst.Count + TSecond.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> Create(float value) => new(TFirst.Create(value), TSecond.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> Load(float* source) => new(TFirst.Load(source), TSecond.Load(source + TFirst.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LanePair<TFirst, TSecond> value, float* destination)
    {
        TFirst.Store(value._first, destination);
        TSecond.Store(value._second, destination + TFirst.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> LoadBfloat16(ushort* source)
        => new(TFirst.LoadBfloat16(source), TSecond.LoadBfloat16(source + TFirst.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBfloat16(LanePair<TFirst, TSecond> value, ushort* destination)
    {
        TFirst.StoreBfloat16(value._first, destination);
        TSecond.StoreBfloat16(value._second, destination + TFirst.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> operator +(LanePair<TFirst, TSecond> left, LanePair<TFirst, TSecond> right)
        => new(left._first + right._first, left._second + right._second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> operator -(LanePair<TFirst, TSecond> left, LanePair<TFirst, TSecond> right)
        => new(left._first - right._first, left._second - right._second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> operator *(LanePair<TFirst, TSecond> left, LanePair<TFirst, TSecond> right)
        => new(left._first * right._first, left._second * right._second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> operator /(LanePair<TFirst, TSecond> left, LanePair<TFirst, TSecond> right)
        => new(left._first / right._first, left._second / right._second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> FusedMultiplyAdd(
        LanePair<TFirst, TSecond> left, LanePair<TFirst, TSecond> right, LanePair<TFirst, TSecond> addend)
        => new(
            TFirst.FusedMultiplyAdd(left._first, right._first, addend._first),
            TSecond.FusedMultiplyAdd(left._second, right._second, addend._second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> AtMost(LanePair<TFirst, TSecond> limit, LanePair<TFirst, TSecond> value)
        => new(TFirst.AtMost(limit._first, value._first), TSecond.AtMost(limit._second, value._second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> ZeroWhereLess(
        LanePair<TFirst, TSecond> test, LanePair<TFirst, TSecond> limit, LanePair<TFirst, TSecond> value)
        => new(
            TFirst.ZeroWhereLess(test._first, limit._first, value._first),
            TSecond.ZeroWhereLess(test._second, limit._second, value._second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> BitsToExponent(LanePair<TFirst, TSecond> value, int bias)
        => new(TFirst.BitsToExponent(value._first, bias), TSecond.BitsToExponent(value._second, bias));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> AddToExponent(LanePair<TFirst, TSecond> value, LanePair<TFirst, TSecond> shifted)
        => new(TFirst.AddToExponent(value._first, shifted._first), TSecond.AddToExponent(value._second, shifted._second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> Greater(LanePair<TFirst, TSecond> left, LanePair<TFirst, TSecond> right)
        => new(TFirst.Greater(left._first, right._first), TSecond.Greater(left._second, right._second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanePair<TFirst, TSecond> Sqrt(LanePair<TFirst, TSecond> value)
        => new(TFirst.Sqrt(value._first), TSecond.Sqrt(value._second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(LanePair<TFirst, TSecond> value) => TFirst.Sum(value._first) + TSecond.Sum(value._second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(LanePair<TFirst, TSecond> value) => Math.Max(TFirst.Max(value._first), TSecond.Max(value._second));
}
