using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>Products of matrices that fit the inner caches, by tiles of registers: lanes are columns of the product.</summary>
internal static unsafe class SmallProduct
{
    /// <summary>C = A B, or C += A B. Any sizes; widths that are multiples of the vector's are fast. C overlaps neither A nor B.</summary>
    /// <param name="a">[rows, inner], with any strides.</param>
    /// <param name="b">[inner, columns], columns one after another.</param>
    /// <param name="c">[rows, columns], columns one after another.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="inner">Columns of A, rows of B.</param>
    /// <param name="add">Adds to C in place of overwriting it.</param>
    public static void Run<TLanes>(Matrix a, Matrix b, Matrix c, int rows, int columns, int inner, bool add)
        where TLanes : struct, ILanes<TLanes>
    {
        int column = 0;
        Panels<LanePair<TLanes, TLanes>>(a, b, c, rows, columns, inner, add, ref column);
        Panels<TLanes>(a, b, c, rows, columns, inner, add, ref column);
        if (TLanes.Count > Lanes4.Count)
        {
            Panels<Lanes4>(a, b, c, rows, columns, inner, add, ref column);
        }

        Panels<Lanes1>(a, b, c, rows, columns, inner, add, ref column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Panels<TWide>(Matrix a, Matrix b, Matrix c, int rows, int columns, int inner, bool add, ref int column)
        where TWide : struct, ILanes<TWide>
    {
        for (; column <= columns - TWide.Count; column += TWide.Count)
        {
            Panel<TWide>(a, b.Start + column, b.RowStride, c.Start + column, c.RowStride, rows, inner, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel<TWide>(Matrix a, float* b, nint bStride, float* c, nint cStride, int rows, int inner, bool add)
        where TWide : struct, ILanes<TWide>
    {
        float* from = a.Start;
        int row = 0;
        for (; row <= rows - 6; row += 6, from += 6 * a.RowStride, c += 6 * cStride)
        {
            Six<TWide>(from, a.RowStride, a.ColumnStride, b, bStride, c, cStride, inner, add);
        }

        for (; row <= rows - 2; row += 2, from += 2 * a.RowStride, c += 2 * cStride)
        {
            Two<TWide>(from, a.RowStride, a.ColumnStride, b, bStride, c, cStride, inner, add);
        }

        if (row < rows)
        {
            One<TWide>(from, a.ColumnStride, b, bStride, c, inner, add);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Six<TWide>(
        float* a, nint aStride, nint aStep, float* b, nint bStride, float* c, nint cStride, int inner, bool add)
        where TWide : struct, ILanes<TWide>
    {
        nint two = 2 * aStride, three = 3 * aStride, four = 4 * aStride, five = 5 * aStride;
        TWide c0 = TWide.Create(0f), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
        for (int k = 0; k < inner; k++, a += aStep, b += bStride)
        {
            TWide row = TWide.Load(b);
            c0 = TWide.FusedMultiplyAdd(TWide.Create(*a), row, c0);
            c1 = TWide.FusedMultiplyAdd(TWide.Create(a[aStride]), row, c1);
            c2 = TWide.FusedMultiplyAdd(TWide.Create(a[two]), row, c2);
            c3 = TWide.FusedMultiplyAdd(TWide.Create(a[three]), row, c3);
            c4 = TWide.FusedMultiplyAdd(TWide.Create(a[four]), row, c4);
            c5 = TWide.FusedMultiplyAdd(TWide.Create(a[five]), row, c5);
        }

        Put(c0, c, add);
        Put(c1, c + cStride, add);
        Put(c2, c + (2 * cStride), add);
        Put(c3, c + (3 * cStride), add);
        Put(c4, c + (4 * cStride), add);
        Put(c5, c + (5 * cStride), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two<TWide>(
        float* a, nint aStride, nint aStep, float* b, nint bStride, float* c, nint cStride, int inner, bool add)
        where TWide : struct, ILanes<TWide>
    {
        TWide c0 = TWide.Create(0f), c1 = c0;
        for (int k = 0; k < inner; k++, a += aStep, b += bStride)
        {
            TWide row = TWide.Load(b);
            c0 = TWide.FusedMultiplyAdd(TWide.Create(*a), row, c0);
            c1 = TWide.FusedMultiplyAdd(TWide.Create(a[aStride]), row, c1);
        }

        Put(c0, c, add);
        Put(c1, c + cStride, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One<TWide>(float* a, nint aStep, float* b, nint bStride, float* c, int inner, bool add)
        where TWide : struct, ILanes<TWide>
    {
        TWide sum = TWide.Create(0f);
        for (int k = 0; k < inner; k++, a += aStep, b += bStride)
        {
            sum = TWide.FusedMultiplyAdd(TWide.Create(*a), TWide.Load(b), sum);
        }

        Put(sum, c, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TWide>(TWide value, float* c, bool add)
        where TWide : struct, ILanes<TWide>
        => TWide.Store(add ? value + TWide.Load(c) : value, c);
}
