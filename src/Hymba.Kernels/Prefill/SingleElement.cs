using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Prefill;

/// <summary>float32.</summary>
internal readonly unsafe struct SingleElement : IElement<float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(float* source)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.Load(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLanes>(TLanes value, float* destination)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.Store(value, destination);
}
