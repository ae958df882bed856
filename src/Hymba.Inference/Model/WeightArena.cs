using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>How much memory a model's weights take.</summary>
internal static class WeightArena
{
    /// <summary>Takes the memory of all weights of a model, and of what is computed from them once; nothing is written to it yet.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="dtype">Of the matrices that are no small integers.</param>
    /// <param name="quantized">Int8 or Int4, for the large matrices; null for none.</param>
    public static MemoryArena For(HymbaConfig config, ScalarType dtype, HymbaDataType? quantized)
        => new(WeightBytes(config, dtype, quantized) + (config.LayerCount * LayerWeights.DerivedBytes(config)));

    /// <summary>Bytes of all weights of a model. The arguments are those of <see cref="For"/>.</summary>
    public static long WeightBytes(HymbaConfig config, ScalarType dtype, HymbaDataType? quantized)
    {
        long bytes = 0;
        foreach ((string name, long[] shape) in TensorNames.Expected(config))
        {
            bool isRounded = quantized is not null && HymbaWeights.IsQuantizable(name);
            if (!isRounded)
            {
                bytes += MemoryArena.BytesOf(shape, HymbaWeights.StorageDtype(name, dtype));
            }

            if (isRounded || (quantized is not null && name == HymbaWeights.HeadName(config)))
            {
                bytes += MemoryArena.BytesOf(QuantizedMatrix.PackedBytes(isRounded ? quantized!.Value : HymbaDataType.Int8, shape));
            }
        }

        return bytes;
    }
}
