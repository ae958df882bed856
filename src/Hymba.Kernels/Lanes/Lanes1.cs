using System.Runtime.CompilerServices;
using Hymba.Kernels.Decode;

namespace Hymba.Kernels.Lanes;

/// <summary>One float32: the scalar tier, and the tail of the wider ones.</summary>
internal readonly unsafe struct Lanes1(float value) : ILanes<Lanes1>
{
    private readonly float _value = value;

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static Lanes1 Create(float value) => new(value);

    /// <inheritdoc/>
    public static Lanes1 Load(float* source) => new(*source);

    /// <inheritdoc/>
    public static void Store(Lanes1 value, float* destination) => *destination = value._value;

    /// <inheritdoc/>
    public static Lanes1 LoadBfloat16(ushort* source) => new(Bfloat16Format.ToSingle(*source));

    /// <inheritdoc/>
    public static void StoreBfloat16(Lanes1 value, ushort* destination) => *destination = Bfloat16Rounding.Round(value._value);

    /// <inheritdoc/>
    public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left._value + right._value);

    /// <inheritdoc/>
    public static Lanes1 operator -(Lanes1 left, Lanes1 right) => new(left._value - right._value);

    /// <inheritdoc/>
    public static Lanes1 operator *(Lanes1 left, Lanes1 right) => new(left._value * right._value);

    /// <inheritdoc/>
    public static Lanes1 operator /(Lanes1 left, Lanes1 right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 FusedMultiplyAdd(Lanes1 left, Lanes1 right, Lanes1 addend)
        => new(MathF.FusedMultiplyAdd(left._value, right._value, addend._value));

    /// <inheritdoc/>
    public static Lanes1 AtMost(Lanes1 limit, Lanes1 value) => limit._value < value._value ? limit : value;

    /// <inheritdoc/>
    public static Lanes1 ZeroWhereLess(Lanes1 test, Lanes1 limit, Lanes1 value) => test._value < limit._value ? new(0f) : value;

    /// <inheritdoc/>
    public static Lanes1 BitsToExponent(Lanes1 value, int bias)
        => new(BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(value._value) + bias) << 23));

    /// <inheritdoc/>
    public static Lanes1 AddToExponent(Lanes1 value, Lanes1 shifted)
        => new(BitConverter.Int32BitsToSingle(
            BitConverter.SingleToInt32Bits(value._value) + (BitConverter.SingleToInt32Bits(shifted._value) << 23)));

    /// <inheritdoc/>
    public static Lanes1 Greater(Lanes1 left, Lanes1 right) => left._value > right._value ? left : right;

    /// <inheritdoc/>
    public static Lanes1 Sqrt(Lanes1 value) => new(MathF.Sqrt(value._value));

    /// <inheritdoc/>
    public static float Sum(Lanes1 value) => value._value;

    /// <inheritdoc/>
    public static float Max(Lanes1 value) => value._value;
}
