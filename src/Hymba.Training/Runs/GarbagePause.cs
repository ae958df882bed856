using System.Runtime;

namespace Hymba.Training.Runs;

/// <summary>
/// Keeps the garbage collector out of a training step. TorchSharp passes the handles of its scalars to native code without keeping the
/// objects alive, so a collection at the wrong moment frees a number that is being read; between two steps nothing is.
/// </summary>
internal sealed class GarbagePause : IDisposable
{
    private const long RoomBytes = 192L << 20;
    private readonly bool _isPaused;

    /// <summary>Begins a pause; does nothing where the runtime cannot reserve the room.</summary>
    public GarbagePause()
    {
        GC.Collect(0);
        _isPaused = GCSettings.LatencyMode != GCLatencyMode.NoGCRegion && GC.TryStartNoGCRegion(RoomBytes);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The runtime ends the pause by itself when the room is used up.
        if (_isPaused && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
        {
            GC.EndNoGCRegion();
        }
    }
}
