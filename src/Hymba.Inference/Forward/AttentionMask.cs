using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>
/// Which keys a query meets: key j for query i when j &lt;= i and (global layer, or i - j &lt;= W, or j &lt; M).
/// </summary>
internal static class AttentionMask
{
    /// <summary>0 where a key is seen, minus infinity elsewhere: [T, K] f32.</summary>
    /// <param name="queryStart">Position of the first of the consecutive queries.</param>
    /// <param name="queries">T.</param>
    /// <param name="keyPositions">Position of every key, K of them.</param>
    /// <param name="window">W, or null for a global layer.</param>
    /// <param name="memoryTokens">M.</param>
    /// <param name="device">Where the mask is needed.</param>
    public static Tensor Create(int queryStart, int queries, long[] keyPositions, int? window, int memoryTokens, Device device)
    {
        Tensor i = tensor([.. Enumerable.Range(queryStart, queries).Select(position => (long)position)], device: device).unsqueeze(1);
        Tensor j = tensor(keyPositions, device: device).unsqueeze(0);
        Tensor seen = j.le(i);
        if (window is int w)
        {
            seen = seen.logical_and(i.sub(j).le(KeptScalar.Of(w)).logical_or(j.lt(KeptScalar.Of(memoryTokens))));
        }

        Tensor mask = zeros([queries, keyPositions.Length], ScalarType.Float32, device);
        return mask.masked_fill_(seen.logical_not(), KeptScalar.Of(double.NegativeInfinity));
    }
}
