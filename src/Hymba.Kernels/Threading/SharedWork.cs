using System.Buffers;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Hymba.Kernels.Threading;

/// <summary>
/// Managed work on the team's threads, for pieces that are long compared with a few allocations. Kernels use <see cref="RangeSplit"/>.
/// </summary>
internal static unsafe class SharedWork
{
    /// <summary>Runs a piece for every range of items, on the calling thread and up to maxThreads - 1 others, and waits for all of them.</summary>
    /// <param name="piece">Does the items [start, end); called from several threads.</param>
    /// <param name="count">Number of items.</param>
    /// <param name="pieceItems">Items of a piece, at least 1.</param>
    /// <param name="maxThreads">The most threads, at least 1.</param>
    /// <remarks>The first exception of a piece is thrown again on the calling thread, after all pieces.</remarks>
    public static void Run(Action<int, int> piece, int count, int pieceItems, int maxThreads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pieceItems);
        if (maxThreads == 1 || count <= pieceItems)
        {
            for (int start = 0; start < count; start += pieceItems)
            {
                piece(start, Math.Min(count, start + pieceItems));
            }

            return;
        }

        var work = new Work(piece, pieceItems);
        GCHandle handle = GCHandle.Alloc(work);
        try
        {
            WorkerTeam.Shared.Run(&RunPieces, (void*)GCHandle.ToIntPtr(handle), count, pieceItems, int.MaxValue, maxThreads);
        }
        finally
        {
            handle.Free();
        }

        work.Error?.Throw();
    }

    /// <summary>As the other method, over pieces of memory.</summary>
    /// <param name="memory">Managed or not; stays in place until this returns.</param>
    /// <param name="piece">Gets a piece, to read or write, and where it starts.</param>
    /// <param name="pieceItems">Items of a piece, at least 1; where the team is busy elsewhere as well.</param>
    /// <param name="maxThreads">The most threads, at least 1.</param>
    public static void Run<T>(Span<T> memory, SpanAction<T, int> piece, int pieceItems, int maxThreads)
        where T : unmanaged
    {
        fixed (T* pinned = memory)
        {
            T* first = pinned;
            Run((start, end) => piece(new Span<T>(first + start, end - start), start), memory.Length, pieceItems, maxThreads);
        }
    }

    private static void RunPieces(void* handle, int start, int end)
    {
        var work = (Work)GCHandle.FromIntPtr((nint)handle).Target!;

        // Where the team is busy elsewhere all items come at once.
        for (int at = start; at < end; at += work.PieceItems)
        {
            try
            {
                work.Piece(at, Math.Min(end, at + work.PieceItems));
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref work.Error, ExceptionDispatchInfo.Capture(error), null);
            }
        }
    }

    private sealed class Work(Action<int, int> piece, int pieceItems)
    {
        public ExceptionDispatchInfo? Error;

        public Action<int, int> Piece { get; } = piece;

        public int PieceItems { get; } = pieceItems;
    }
}
