using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Decode;

/// <summary>Changes what a cache holds for what somebody keeps beside it, so that doing it twice changes nothing.</summary>
internal static class EntrySwap
{
    /// <summary>Exchanges as many values as the second memory has; the two do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(Span<T> cached, Span<T> kept)
        where T : unmanaged
    {
        for (int i = 0; i < kept.Length; i++)
        {
            (cached[i], kept[i]) = (kept[i], cached[i]);
        }
    }
}
