using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels;

/// <summary>float32 weights: the first 16 of a block are the first group, the others the second.</summary>
internal readonly unsafe struct Float32Format : IWeightFormat<float>
{
    /// <inheritdoc/>
    public static int ElementOfLane(int lane) => lane;

    /// <inheritdoc/>
    public static float ToSingle(float weight) => weight;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> First, Vector512<float> Second) Load512(float* block)
        => (Vector512.Load(block), Vector512.Load(block + 16));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> First, Vector256<float> Second) Load256(float* block, int half)
        => (Vector256.Load(block + (8 * half)), Vector256.Load(block + 16 + (8 * half)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<float> First, Vector128<float> Second) Load128(float* block, int quarter)
        => (Vector128.Load(block + (4 * quarter)), Vector128.Load(block + 16 + (4 * quarter)));
}
