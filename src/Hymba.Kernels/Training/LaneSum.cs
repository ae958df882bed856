using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>What combines the lanes of one vector: for once a row, not for inner loops.</summary>
internal static unsafe class LaneSum
{
    /// <summary>Sum of the lanes, pairwise.</summary>
    [SkipLocalsInit]
    public static float Of<TLanes>(TLanes value)
        where TLanes : struct, ILanes<TLanes>
    {
        float* lanes = stackalloc float[TLanes.Count];
        TLanes.Store(value, lanes);
        for (int half = TLanes.Count / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }
}
