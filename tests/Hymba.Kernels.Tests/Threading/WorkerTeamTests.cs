using System.Diagnostics;
using Hymba.Kernels.Threading;

namespace Hymba.Kernels.Tests.Threading;

public sealed unsafe class WorkerTeamTests
{
    private const int Pieces = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // A job holds no reference: its threads see it by its address.
    private static int _heldUp;
    private static int _done;
    private static bool _isAlone;

    [Fact]
    public void A_thread_that_is_held_up_holds_up_nobody()
    {
        foreach (int heldUp in new[] { 0, Pieces - 1 })
        {
            // While other tests use the team, whoever comes works alone.
            _isAlone = true;
            for (var waited = Stopwatch.StartNew(); _isAlone && waited.Elapsed < Patience;)
            {
                (_heldUp, _done, _isAlone) = (heldUp, 0, false);
                WorkerTeam.Shared.Run(&Piece, null, Pieces, 1, Pieces, 2);
            }

            Assert.False(_isAlone);
            Assert.Equal(Pieces, _done);
        }
    }

    // One piece lasts until all others are done.
    private static void Piece(void* job, int start, int end)
    {
        _isAlone |= end - start == Pieces;
        if (start == _heldUp && !_isAlone)
        {
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _done) == Pieces - 1, Patience));
        }

        Interlocked.Add(ref _done, end - start);
    }
}
