using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Prefill;

/// <summary>bfloat16.</summary>
internal readonly unsafe struct Bfloat16Element : IElement<ushort>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(ushort* source)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.LoadBfloat16(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(TLanes value, ushort* destination)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.StoreBfloat16(value, destination);
}
