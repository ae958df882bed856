using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels;

/// <summary>
/// Measures how fast this machine reads memory: the bound of token-by-token decoding, which reads every weight once per token.
/// </summary>
internal static unsafe class MemoryBandwidth
{
    /// <summary>Bytes of the buffer unless told otherwise: well past the last cache of current processors.</summary>
    public const long DefaultBufferBytes = 512L << 20;

    private const int PieceBytes = 1 << 20;
    private const int Alignment = 64;

    /// <summary>Bytes per second of reading a buffer from start to end, shared among threads, over several passes together.</summary>
    /// <remarks>A mean, as tokens per second are: what holds the machine up now and then counts in both.</remarks>
    /// <param name="threads">Threads that read, the calling one included; at least 1.</param>
    /// <param name="passes">Timed passes, at least 1; one more warms up.</param>
    /// <param name="bufferBytes">Size of the buffer, at least 1 MiB, rounded down to whole MiB.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below its least value.</exception>
    public static double Measure(int threads, int passes = 9, long bufferBytes = DefaultBufferBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(passes);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, PieceBytes);
        int pieces = checked((int)(bufferBytes / PieceBytes));
        nuint bytes = (nuint)pieces * PieceBytes;
        byte* buffer = (byte*)NativeMemory.AlignedAlloc(bytes, LargePages.Bytes);
        _ = LargePages.Advise(ref *buffer, (long)bytes);
        float* sums = (float*)NativeMemory.AlignedAlloc((nuint)pieces * sizeof(float), Alignment);
        try
        {
            // Written, or every page would be the system's one page of zeros.
            NativeMemory.Fill(buffer, bytes, 1);
            var job = new ReadJob { Buffer = buffer, Sums = sums };
            RangeSplit.Run(job, pieces, 1, threads);
            long start = Stopwatch.GetTimestamp();
            for (int pass = 0; pass < passes; pass++)
            {
                RangeSplit.Run(job, pieces, 1, threads);
            }

            return (double)bytes * passes / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            NativeMemory.AlignedFree(buffer);
            NativeMemory.AlignedFree(sums);
        }
    }

    private readonly struct ReadJob : IRangeJob
    {
        public required byte* Buffer { get; init; }

        // Results are kept, so that no compiler drops the reading.
        public required float* Sums { get; init; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            for (int piece = start; piece < end; piece++)
            {
                float* from = (float*)(Buffer + ((nint)piece * PieceBytes));
                Sums[piece] = Vector512.IsHardwareAccelerated ? Read512(from) : Read128(from);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Read512(float* from)
        {
            Vector512<float> a = Vector512<float>.Zero, b = a, c = a, d = a;
            for (float* end = from + (PieceBytes / sizeof(float)); from < end; from += 64)
            {
                WeightPrefetch.Page(from, 64 * sizeof(float));
                WeightPrefetch.Line(from);
                WeightPrefetch.Line(from + 16);
                WeightPrefetch.Line(from + 32);
                WeightPrefetch.Line(from + 48);
                a += Vector512.Load(from);
                b += Vector512.Load(from + 16);
                c += Vector512.Load(from + 32);
                d += Vector512.Load(from + 48);
            }

            return Vector512.Sum(a + b + c + d);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Read128(float* from)
        {
            Vector128<float> a = Vector128<float>.Zero, b = a, c = a, d = a;
            for (float* end = from + (PieceBytes / sizeof(float)); from < end; from += 16)
            {
                WeightPrefetch.Page(from, 16 * sizeof(float));
                WeightPrefetch.Line(from);
                a += Vector128.Load(from);
                b += Vector128.Load(from + 4);
                c += Vector128.Load(from + 8);
                d += Vector128.Load(from + 12);
            }

            return Vector128.Sum(a + b + c + d);
        }
    }
}
