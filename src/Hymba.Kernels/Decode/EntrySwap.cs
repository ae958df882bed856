using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Decode;

/// <summary>Changes what a cache holds for what somebody keeps beside it, so that doing it twice changes nothing.</summary>
internal static class EntrySwap
{
    private const int SomeBytes = 256;

    /// <summary>Exchanges as many values as the second memory has; the two do not overlap.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(Span<T> cached, Span<T> kept)
        where T : unmanaged
    {
        Span<T> some = stackalloc T[SomeBytes / Unsafe.SizeOf<T>()];
        for (int i = 0; i < kept.Length; i += some.Length)
        {
            int count = Math.Min(some.Length, kept.Length - i);
            Span<T> mine = kept.Slice(i, count), theirs = cached.Slice(i, count);
            theirs.CopyTo(some);
            mine.CopyTo(theirs);
            some[..count].CopyTo(mine);
        }
    }
}
