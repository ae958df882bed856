using Hymba.Kernels;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// One block of the CPU's memory, of large pages where the system has them, from which a model's weights are cut. Disposing it ends them all, but for the tensors that
/// libtorch still uses. Not thread-safe.
/// </summary>
internal sealed class WeightArena : IDisposable
{
    // A cache line, which the widest kernels like to load from.
    private const int Alignment = 64;

    private readonly NativeBlock _block;
    private long _used;

    private WeightArena(long bytes)
    {
        _block = new NativeBlock(bytes + LargePages.Bytes);
        _used = _block.AdviseLargePages();
    }

    /// <summary>Takes the memory of all weights of a model; nothing is written to it yet.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="dtype">Of the matrices that are no small integers.</param>
    /// <param name="quantized">Int8 or Int4, for the large matrices; null for none.</param>
    public static WeightArena For(HymbaConfig config, ScalarType dtype, HymbaDataType? quantized) => new(WeightBytes(config, dtype, quantized));

    /// <summary>Bytes of all weights of a model. The arguments are those of <see cref="For"/>.</summary>
    public static long WeightBytes(HymbaConfig config, ScalarType dtype, HymbaDataType? quantized)
    {
        long bytes = 0;
        foreach ((string name, long[] shape) in TensorNames.Expected(config))
        {
            bool isRounded = quantized is not null && HymbaWeights.IsQuantizable(name);
            if (!isRounded)
            {
                bytes += Aligned(TensorNames.Elements(shape) * HymbaWeights.StorageDtype(name, dtype).ElementBytes());
            }

            if (isRounded || (quantized is not null && name == HymbaWeights.HeadName(config)))
            {
                bytes += Aligned(QuantizedMatrix.PackedBytes(isRounded ? quantized!.Value : HymbaDataType.Int8, shape));
            }
        }

        return bytes;
    }

    /// <summary>Cuts the next weight, its values unset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The block has no room left.</exception>
    public LazyTensor Take(long[] shape, ScalarType dtype) => new(_block, Take(TensorNames.Elements(shape) * dtype.ElementBytes()), shape, dtype);

    /// <summary>Cuts the next bytes, unset.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The block has no room left.</exception>
    public NativeArray<byte> Take(long bytes)
    {
        NativeArray<byte> cut = _block.Slice(_used, checked((int)bytes));
        _used += Aligned(bytes);
        return cut;
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();

    private static long Aligned(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
