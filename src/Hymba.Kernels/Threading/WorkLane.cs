using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hymba.Kernels.Threading;

/// <summary>
/// One thread's pieces of a job, beside each other. The thread takes them from here, in which no other has a part until it has run out of its own: where cores
/// have no cache in common, a line that another core wrote last costs half a microsecond, as much as a small piece.
/// </summary>
/// <remarks>All that a thread has to read of a job lies in one line of the cache, and so does what it says when it is done.</remarks>
[StructLayout(LayoutKind.Sequential, Size = Bytes)]
internal unsafe struct WorkLane
{
    // Two lines: processors fetch them in pairs.
    private const int Bytes = 128;
    private const int PieceBits = 18;
    private const long PieceMask = (1L << PieceBits) - 1;
    private const long NextPiece = 1L << PieceBits;

    // The job's number, the next piece and the one behind the last. A piece is taken by exchanging the whole, so that whoever gets one knows that the other fields
    // are that job's: they change only after all pieces of the job before are done.
    private long _ticket;
    private long _done;
    private delegate*<void*, int, int, void> _run;
    private void* _job;
    private int _count;
    private int _grain;
    private int _firstGrain;
    private int _grains;

    /// <summary>The most pieces that a lane holds.</summary>
    public const int MostPieces = (int)PieceMask;

    /// <summary>A lane without pieces, which stays for the process.</summary>
    public static WorkLane* Create()
    {
        var lane = (WorkLane*)NativeMemory.AlignedAlloc(Bytes, Bytes);
        *lane = default;
        return lane;
    }

    /// <summary>Changes with every job that has been put here.</summary>
    public readonly long Number => Volatile.Read(in _ticket) >>> (2 * PieceBits);

    /// <summary>Pieces, of whatever lane, that this lane's thread has done since it began. Only that thread adds to it.</summary>
    public long Done
    {
        readonly get => Volatile.Read(in _done);
        set => Volatile.Write(ref _done, value);
    }

    /// <summary>Puts pieces here, free to be taken from now on. All pieces that were here before are done.</summary>
    /// <param name="number">The job's number.</param>
    /// <param name="run">Does the items [start, end) of the job that it is given.</param>
    /// <param name="job">Handed to it.</param>
    /// <param name="count">Items of the job.</param>
    /// <param name="grain">Items per piece are a multiple of this, apart from the last piece.</param>
    /// <param name="first">The first grain that lies here.</param>
    /// <param name="grains">How many do.</param>
    /// <param name="pieces">What <see cref="PiecesOf"/> says.</param>
    public void Open(long number, delegate*<void*, int, int, void> run, void* job, int count, int grain, int first, int grains, int pieces)
    {
        _run = run;
        _job = job;
        (_count, _grain, _firstGrain, _grains) = (count, grain, first, grains);
        Volatile.Write(ref _ticket, (number << (2 * PieceBits)) | (uint)pieces);
    }

    /// <summary>
    /// How many pieces a lane is cut into: each grain is one if no more are allowed for, else each is half of what is left, so that there is something to help with
    /// when others are nearly through, and few starts before.
    /// </summary>
    /// <param name="grains">Grains of the lane.</param>
    /// <param name="most">The most pieces, at least 1.</param>
    public static int PiecesOf(int grains, int most) => grains <= most ? grains : Math.Min(most, BitOperations.Log2((uint)grains) + 1);

    /// <summary>Does pieces until there are none left here.</summary>
    /// <param name="most">How many at most.</param>
    /// <returns>How many this thread did.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Work(int most = int.MaxValue)
    {
        int done = 0;
        while (done < most)
        {
            long ticket = Volatile.Read(ref _ticket);
            long next = (ticket >>> PieceBits) & PieceMask;
            if (next >= (ticket & PieceMask))
            {
                break;
            }

            delegate*<void*, int, int, void> run = _run;
            void* job = _job;
            (int count, int grain, int first, int grains, int pieces, int piece) = (_count, _grain, _firstGrain, _grains, (int)(ticket & PieceMask), (int)next);
            if (Interlocked.CompareExchange(ref _ticket, ticket + NextPiece, ticket) == ticket)
            {
                int start = first + Begin(piece, pieces, grains), end = first + Begin(piece + 1, pieces, grains);
                run(job, start * grain, (int)Math.Min(count, (long)end * grain));
                done++;
            }
        }

        return done;
    }

    // In grains of the lane.
    private static int Begin(int piece, int pieces, int grains)
        => piece == pieces ? grains : pieces == grains ? piece : grains - (grains >> piece);
}
