using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Prefill;

/// <summary>How activations are stored between the operations of a prefill; kernels compute in float32.</summary>
/// <typeparam name="T">What a number is stored as.</typeparam>
internal unsafe interface IElement<T>
    where T : unmanaged
{
    /// <summary>Reads lanes.</summary>
    static abstract TLanes Load<TLanes>(T* source)
        where TLanes : struct, ILanes<TLanes>;

    /// <summary>Writes lanes, rounded to the nearest.</summary>
    static abstract void Store<TLanes>(TLanes value, T* destination)
        where TLanes : struct, ILanes<TLanes>;
}
