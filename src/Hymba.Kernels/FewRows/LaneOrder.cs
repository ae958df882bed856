using System.Runtime.Intrinsics;

namespace Hymba.Kernels.FewRows;

/// <summary>Puts a vector into the order in which a format unpacks its weights.</summary>
internal static unsafe class LaneOrder<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;

    /// <summary>Elements that a vector takes once it is in order: whole blocks.</summary>
    public static int PaddedLength(int columns) => (columns + BlockSize - 1) / BlockSize * BlockSize;

    /// <summary>Copies a vector into the order of the lanes; zeros fill the last block.</summary>
    /// <param name="x">[columns].</param>
    /// <param name="columns">Its length.</param>
    /// <param name="ordered">[<see cref="PaddedLength"/>], written.</param>
    public static void Run(float* x, int columns, float* ordered)
    {
        int whole = columns / BlockSize * BlockSize;
        for (int block = 0; block < whole; block += BlockSize)
        {
            Block(x + block, ordered + block);
        }

        if (whole < columns)
        {
            float* last = stackalloc float[BlockSize];
            new Span<float>(last, BlockSize).Clear();
            new ReadOnlySpan<float>(x + whole, columns - whole).CopyTo(new Span<float>(last, BlockSize));
            Block(last, ordered + whole);
        }
    }

    private static void Block(float* x, float* ordered)
    {
        if (TFormat.ElementOfLane(1) == 1)
        {
            new ReadOnlySpan<float>(x, BlockSize).CopyTo(new Span<float>(ordered, BlockSize));
            return;
        }

        // Even elements first, then the odd ones: the halves of pairs that are read as one number each.
        Vector512<ulong> low = Vector512.Load((ulong*)x), high = Vector512.Load((ulong*)x + Vector512<ulong>.Count);
        Vector512.Narrow(low, high).Store((uint*)ordered);
        Vector512.Narrow(low >>> 32, high >>> 32).Store((uint*)ordered + Vector512<uint>.Count);
    }
}
