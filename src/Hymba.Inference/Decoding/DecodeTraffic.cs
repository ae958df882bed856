using Hymba.Inference.Model;
using Hymba.Inference.State;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>Counts the bytes that decoding one token has to read.</summary>
internal static class DecodeTraffic
{
    /// <summary>
    /// Every weight once (of the embedding one row, which is not counted; the memory tokens not at all, the state holds what they left)
    /// and the whole state of a sequence.
    /// </summary>
    /// <param name="config">The model.</param>
    /// <param name="dataType">The type in which it computes.</param>
    /// <param name="tokens">Tokens that the sequence has.</param>
    public static long BytesPerToken(HymbaConfig config, HymbaDataType dataType, int tokens)
    {
        ScalarType modelType = dataType.ToScalarType();
        long weights = TensorNames.Expected(config)
            .Where(tensor => tensor.Name != TensorNames.MemoryTokens && (config.TiedHead || tensor.Name != TensorNames.Embedding))
            .Sum(tensor => dataType.IsQuantized() && HymbaWeights.IsQuantizable(tensor.Name) ? QuantizedMatrix.PackedBytes(dataType, tensor.Shape)
                : dataType.IsQuantized() && tensor.Name == HymbaWeights.HeadName(config) ? QuantizedMatrix.PackedBytes(HymbaDataType.Int8, tensor.Shape)
                : TensorNames.Elements(tensor.Shape) * HymbaWeights.StorageDtype(tensor.Name, modelType).ElementBytes());
        return weights + SequenceState.EstimateBytes(config, modelType.ElementBytes(), tokens);
    }
}
