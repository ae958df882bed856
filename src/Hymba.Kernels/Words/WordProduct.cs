using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Quantization;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Words;

/// <summary>
/// Y = X W^T for many rows of X, in integers of sixteen bits: with 256 bits a processor multiplies twice as many of those as of float32. A strip of W is written out
/// into a cache and meets all of X. Bound by computing. Each row of Y depends on its row of X alone, whatever the other rows and the threads.
/// </summary>
internal static unsafe class WordProduct
{
    /// <summary>The fewest rows of X.</summary>
    public const int LeastRows = WordDot.Vectors;

    private const int PackGrain = 4;

    /// <summary>Whether the processor can.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Multiplies by weights in bfloat16.</summary>
    /// <param name="weights">[rows, columns].</param>
    /// <param name="rows">Rows of W, at least 1.</param>
    /// <param name="columns">Columns of W, at least 1.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">At least <see cref="LeastRows"/>.</param>
    /// <param name="y">[count, rows], written; does not overlap x.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say, or a size is below its least value.</exception>
    /// <exception cref="OverflowException">X is more than fits into memory as words.</exception>
    public static void Run(ReadOnlySpan<ushort> weights, int rows, int columns, NativeRows<float> x, int count, NativeRows<float> y, int maxThreads)
    {
        Check(weights.Length, (long)rows * columns, rows, columns, x, count, y);
        fixed (ushort* w = weights)
        {
            Run(new Bfloat16Words(w, rows, columns), rows, columns, x, count, y, maxThreads);
        }
    }

    /// <summary>Multiplies by weights in <see cref="Int8Format"/>.</summary>
    /// <param name="packed">Strip after strip.</param>
    /// <param name="rows">Rows of W, at least 1.</param>
    /// <param name="columns">Columns of W, at least 1.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">At least <see cref="LeastRows"/>.</param>
    /// <param name="y">[count, rows], written; does not overlap x.</param>
    /// <param name="maxThreads">The most threads.</param>
    /// <exception cref="ArgumentException">A matrix is smaller than the sizes say, or a size is below its least value.</exception>
    /// <exception cref="OverflowException">X is more than fits into memory as words.</exception>
    public static void Run(ReadOnlySpan<byte> packed, int rows, int columns, NativeRows<float> x, int count, NativeRows<float> y, int maxThreads)
    {
        Check(packed.Length, GroupMatVec<Int8Format>.PackedBytes(rows, columns), rows, columns, x, count, y);
        fixed (byte* w = packed)
        {
            Run(new Int8Words(w, columns), rows, columns, x, count, y, maxThreads);
        }
    }

    private static void Run<TWeights>(TWeights weights, int rows, int columns, NativeRows<float> x, int count, NativeRows<float> y, int maxThreads)
        where TWeights : unmanaged, IWordWeights
    {
        int groups = WordGroup.Count(columns), wordFloats = groups * WordGroup.Columns * sizeof(short) / sizeof(float);
        using AlignedScratch scratch = new(checked(AlignedScratch.Padded(count * wordFloats) + (count * groups)));
        short* words = (short*)scratch.Take(count * wordFloats);
        float* scales = scratch.Take(count * groups);
        RangeSplit.Run(new PackJob(x, columns, words, scales, groups), count, PackGrain, maxThreads);
        var copy = new ThreadCopy(((long)sizeof(float) * groups * WordGroup.Rows) + ((long)sizeof(short) * groups * WordGroup.Columns * WordGroup.Rows));
        RangeSplit.Run(new Job<TWeights>(weights, rows, groups, words, scales, count, y, copy), GroupTile.Strips(rows), 1, maxThreads);
    }

    private static void Check(long given, long needed, int rows, int columns, NativeRows<float> x, int count, NativeRows<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, LeastRows);
        x.Require(count, columns, nameof(x));
        y.Require(count, rows, nameof(y));
        if (given < needed)
        {
            throw new ArgumentException($"A matrix [{rows}, {columns}] takes {needed} elements; {given} were given.");
        }
    }

    private readonly struct PackJob(NativeRows<float> x, int columns, short* words, float* scales, int groups) : IRangeJob
    {
        public void Run(int start, int end)
        {
            for (nint row = start; row < end; row++)
            {
                WordVector.Run(x.Row(row), columns, words + (row * groups * WordGroup.Columns), scales + (row * groups));
            }
        }
    }

    private readonly struct Job<TWeights>(
        TWeights weights, int rows, int groups, short* words, float* scales, int count, NativeRows<float> y, ThreadCopy copy) : IRangeJob
        where TWeights : unmanaged, IWordWeights
    {
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            float* results = stackalloc float[WordDot.Vectors * WordGroup.Rows], weightScales = (float*)copy.Own(out _);
            short* weightWords = (short*)(weightScales + ((nint)groups * WordGroup.Rows));
            for (int strip = start; strip < end; strip++)
            {
                weights.Write(strip, weightWords, weightScales);
                for (int i = 0; i < count; i += WordDot.Vectors)
                {
                    // The last vectors may overlap those before: what is multiplied twice has the same bits.
                    nint first = Math.Min(i, count - WordDot.Vectors);
                    WordDot.Run(weightWords, weightScales, words + (first * groups * WordGroup.Columns), scales + (first * groups), groups, results);
                    Store(results, first, strip * WordGroup.Rows);
                }
            }
        }

        private void Store(float* results, nint first, int row)
        {
            int length = Math.Min(WordGroup.Rows, rows - row);
            for (int i = 0; i < WordDot.Vectors; i++)
            {
                new ReadOnlySpan<float>(results + (i * WordGroup.Rows), length).CopyTo(new Span<float>(y.Row(first + i) + row, length));
            }
        }
    }
}
