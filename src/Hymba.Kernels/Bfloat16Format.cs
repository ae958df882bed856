using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels;

/// <summary>
/// bfloat16, the upper half of a float32. A 32-bit load holds two: the one at the even index becomes float32 by a shift, the one at the odd
/// index by a mask, so the even weights of a block are the first group and the odd ones the second.
/// </summary>
internal readonly unsafe struct Bfloat16Format : IWeightFormat<ushort>
{
    private const uint UpperHalf = 0xFFFF_0000;

    /// <inheritdoc/>
    public static int ElementOfLane(int lane) => lane < 16 ? 2 * lane : (2 * (lane - 16)) + 1;

    /// <inheritdoc/>
    public static float ToSingle(ushort weight) => BitConverter.UInt32BitsToSingle((uint)weight << 16);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> First, Vector512<float> Second) Load512(ushort* block)
    {
        Vector512<uint> pairs = Vector512.Load((uint*)block);
        return ((pairs << 16).AsSingle(), (pairs & Vector512.Create(UpperHalf)).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> First, Vector256<float> Second) Load256(ushort* block, int half)
    {
        Vector256<uint> pairs = Vector256.Load((uint*)block + (8 * half));
        return ((pairs << 16).AsSingle(), (pairs & Vector256.Create(UpperHalf)).AsSingle());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<float> First, Vector128<float> Second) Load128(ushort* block, int quarter)
    {
        Vector128<uint> pairs = Vector128.Load((uint*)block + (4 * quarter));
        return ((pairs << 16).AsSingle(), (pairs & Vector128.Create(UpperHalf)).AsSingle());
    }
}
