using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>
/// Keeps libtorch on the calling thread. The passes share work among threads of their own; libtorch's would compete with them for the cores, for both look for
/// work a while before they sleep. The number of threads is a setting of each thread.
/// </summary>
internal static class SingleThread
{
    [ThreadStatic]
    private static bool _isWorker;

    /// <summary>Until it is disposed of, libtorch uses the calling thread alone.</summary>
    /// <param name="threads">
    /// Threads afterwards. What the calling thread had is no guide: one that is new takes over what another one, in the middle of such a pass, has set last.
    /// </param>
    public static IDisposable Enter(int threads)
    {
        set_num_threads(1);
        return new Restore(threads);
    }

    /// <summary>For threads that call libtorch in these passes only.</summary>
    public static void Stay()
    {
        if (!_isWorker && get_num_threads() != 1)
        {
            set_num_threads(1);
        }

        _isWorker = true;
    }

    private sealed class Restore(int threads) : IDisposable
    {
        public void Dispose()
        {
            _isWorker = false;
            set_num_threads(threads);
        }
    }
}
