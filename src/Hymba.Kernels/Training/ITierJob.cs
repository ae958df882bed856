using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>A kernel's work with its arguments, written over lanes of any width.</summary>
internal interface ITierJob
{
    /// <summary>Does the work with lanes of one width.</summary>
    void Run<TLanes>()
        where TLanes : struct, ILanes<TLanes>;
}
