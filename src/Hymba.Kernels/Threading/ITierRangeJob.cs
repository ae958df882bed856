using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Threading;

/// <summary>Work on a range of items, written over lanes of any width.</summary>
internal interface ITierRangeJob
{
    /// <summary>Does the items [start, end).</summary>
    void Run<TLanes>(int start, int end)
        where TLanes : struct, ILanes<TLanes>;
}
