using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hymba.Kernels;

/// <summary>Puts a vector into the order in which a format unpacks its weights.</summary>
internal static unsafe class LaneOrder<TFormat, TElement>
    where TFormat : IWeightFormat<TElement>
    where TElement : unmanaged
{
    private const int BlockSize = BlockDot<TFormat, TElement>.BlockSize;
    private const int Half = BlockSize / 2;

    /// <summary>Elements that a vector takes once it is in order: whole blocks.</summary>
    public static int PaddedLength(int columns) => (columns + BlockSize - 1) / BlockSize * BlockSize;

    /// <summary>Copies a vector into the order of the lanes; zeros fill the last block.</summary>
    /// <param name="x">[columns].</param>
    /// <param name="columns">Its length.</param>
    /// <param name="ordered">[<see cref="PaddedLength"/>], written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* x, float* ordered)
    {
        if (TFormat.ElementOfLane(1) == 1)
        {
            new ReadOnlySpan<float>(x, BlockSize).CopyTo(new Span<float>(ordered, BlockSize));
            return;
        }

        // Even elements first, then the odd ones: the halves of pairs that are read as one number each.
        for (int i = 0; i < BlockSize; i += 2 * Vector128<float>.Count)
        {
            Vector128<float> low = Vector128.Load(x + i), high = Vector128.Load(x + i + Vector128<float>.Count);
            if (Sse.IsSupported)
            {
                Sse.Shuffle(low, high, 0x88).Store(ordered + (i / 2));
                Sse.Shuffle(low, high, 0xDD).Store(ordered + Half + (i / 2));
            }
            else
            {
                Vector128.Create(low[0], low[2], high[0], high[2]).Store(ordered + (i / 2));
                Vector128.Create(low[1], low[3], high[1], high[3]).Store(ordered + Half + (i / 2));
            }
        }
    }
}
