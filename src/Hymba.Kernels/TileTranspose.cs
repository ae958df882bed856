using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hymba.Kernels;

/// <summary>Transposes a small row-major tile of float32. It only moves values, so every tier gives the same bits.</summary>
internal static unsafe class TileTranspose
{
    /// <summary>source [rows, columns] to destination [columns, rows]; the two do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* source, int rows, int columns, float* destination)
    {
        if (rows == SquareTranspose.Size && columns == SquareTranspose.Size && SquareTranspose.IsSupported)
        {
            SquareTranspose.Run(source, destination);
            return;
        }

        if ((rows | columns) % 4 != 0 || !(Vector512.IsHardwareAccelerated || Vector256.IsHardwareAccelerated))
        {
            One(source, rows, columns, destination);
            return;
        }

        for (int row = 0; row < rows; row += 4)
        {
            for (int column = 0; column < columns; column += 4)
            {
                float* from = source + (row * columns) + column;
                float* to = destination + (column * rows) + row;
                if (Vector512.IsHardwareAccelerated)
                {
                    Sixteen(from, columns, to, rows);
                }
                else
                {
                    TwoEights(from, columns, to, rows);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(float* source, int rows, int columns, float* destination)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                destination[(column * rows) + row] = source[(row * columns) + column];
            }
        }
    }

    /// <summary>4 x 4 values with one permutation of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sixteen(float* from, int fromStride, float* to, int toStride)
    {
        Vector256<float> upper = Pair(from, fromStride);
        Vector256<float> lower = Pair(from + (2 * fromStride), fromStride);
        Vector512<float> turned = Vector512.Shuffle(
            Vector512.Create(upper, lower),
            Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
        Store(turned.GetLower(), to, toStride);
        Store(turned.GetUpper(), to + (2 * toStride), toStride);
    }

    /// <summary>4 x 4 values with permutations of 8 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoEights(float* from, int fromStride, float* to, int toStride)
    {
        Vector256<float> upper = Pair(from, fromStride);
        Vector256<float> lower = Pair(from + (2 * fromStride), fromStride);
        Vector256<float> fromUpper = Vector256.Create(-1, -1, 0, 0, -1, -1, 0, 0).AsSingle();
        Store(
            Vector256.ConditionalSelect(
                fromUpper,
                Vector256.Shuffle(upper, Vector256.Create(0, 4, 0, 4, 1, 5, 1, 5)),
                Vector256.Shuffle(lower, Vector256.Create(0, 4, 0, 4, 1, 5, 1, 5))),
            to,
            toStride);
        Store(
            Vector256.ConditionalSelect(
                fromUpper,
                Vector256.Shuffle(upper, Vector256.Create(2, 6, 2, 6, 3, 7, 3, 7)),
                Vector256.Shuffle(lower, Vector256.Create(2, 6, 2, 6, 3, 7, 3, 7))),
            to + (2 * toStride),
            toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* from, int stride) => Vector256.Create(Vector128.Load(from), Vector128.Load(from + stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> pair, float* to, int stride)
    {
        pair.GetLower().Store(to);
        pair.GetUpper().Store(to + stride);
    }
}
