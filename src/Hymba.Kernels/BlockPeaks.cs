using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Training;

namespace Hymba.Kernels;

/// <summary>The largest number of each block of neighbours: who looks for the largest ones of all need not look at most of them again.</summary>
internal static unsafe class BlockPeaks
{
    /// <summary>Numbers of a block; the last one may have fewer.</summary>
    public const int Size = 64;

    /// <summary>Blocks of so many numbers.</summary>
    public static int Count(int length) => (length + Size - 1) / Size;

    /// <summary>Refuses room for too few blocks of some rows of results; none at all is no mistake.</summary>
    /// <exception cref="ArgumentException">There is too little.</exception>
    public static void Check(ReadOnlySpan<float> peaks, int length, int rows)
    {
        if (!peaks.IsEmpty && peaks.Length < (long)Count(length) * rows)
        {
            throw new ArgumentException($"{rows} times {length} results have {(long)Count(length) * rows} blocks, with room for {peaks.Length}.", nameof(peaks));
        }
    }

    /// <summary>Finds them. Runs on the calling thread.</summary>
    /// <param name="values">[n].</param>
    /// <param name="peaks">[<see cref="Count"/>], written; NaN for a block that has one in it.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">There are fewer peaks than blocks.</exception>
    public static void Run(ReadOnlySpan<float> values, Span<float> peaks, KernelTier tier)
    {
        int count = Count(values.Length);
        if (peaks.Length < count)
        {
            throw new ArgumentException($"{values.Length} numbers have {count} blocks, with room for {peaks.Length}.", nameof(peaks));
        }

        fixed (float* from = values, to = peaks)
        {
            TierJob.Run(new Job(from, values.Length, to), tier);
        }
    }

    private readonly struct Job(float* values, int length, float* peaks) : ITierJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            int whole = length / Size;
            TLanes oddities = TLanes.Create(0f);
            for (int block = 0; block < whole; block++)
            {
                float* from = values + ((nint)block * Size);
                TLanes peak = TLanes.Create(float.NegativeInfinity);
                for (int i = 0; i < Size; i += TLanes.Count)
                {
                    TLanes value = TLanes.Load(from + i);
                    peak = TLanes.Greater(peak, value);

                    // The native maximum may lose what is no number. Its product with zero, like an infinity's, is none either.
                    oddities = TLanes.FusedMultiplyAdd(TLanes.Greater(TLanes.Create(float.MinValue), value), TLanes.Create(0f), oddities);
                }

                peaks[block] = TLanes.Max(peak);
            }

            int exact = float.IsNaN(TLanes.Sum(oddities)) ? 0 : whole;
            for (int block = exact; block < Count(length); block++)
            {
                peaks[block] = Largest(block * Size, Math.Min(length, (block + 1) * Size));
            }
        }

        private float Largest(int start, int end)
        {
            float largest = values[start];
            for (int i = start + 1; i < end; i++)
            {
                largest = MathF.Max(largest, values[i]);
            }

            return largest;
        }
    }
}
