using System.Runtime.InteropServices;
using Hymba.Kernels;
using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// Blocks of the CPU's memory, one for each type and of large pages where the system has them, from which a model's tensors are cut. A block lives as long as any
/// tensor in it; disposing this ends the cutting. Not thread-safe.
/// </summary>
internal sealed class WeightArena : IDisposable
{
    // Elements; at least a cache line of any type, which the widest kernels like to load from.
    private const int Alignment = 64;

    private readonly Dictionary<ScalarType, Block> _blocks;

    private WeightArena(Dictionary<ScalarType, long> elements)
        => _blocks = elements.ToDictionary(pair => pair.Key, pair => new Block(pair.Key, pair.Value));

    /// <summary>Takes the memory of all weights of a model; nothing is written to it yet.</summary>
    /// <param name="config">Sizes.</param>
    /// <param name="dtype">Of the matrices that are no small integers.</param>
    /// <param name="quantized">Int8 or Int4, for the large matrices; null for none.</param>
    public static WeightArena For(HymbaConfig config, ScalarType dtype, HymbaDataType? quantized)
    {
        var elements = new Dictionary<ScalarType, long>();
        foreach ((string name, long[] shape) in TensorNames.Expected(config))
        {
            bool isRounded = quantized is not null && HymbaWeights.IsQuantizable(name);
            if (!isRounded)
            {
                Add(HymbaWeights.StorageDtype(name, dtype), TensorNames.Elements(shape));
            }

            if (isRounded || (quantized is not null && name == HymbaWeights.HeadName(config)))
            {
                Add(ScalarType.Byte, QuantizedMatrix.PackedBytes(isRounded ? quantized!.Value : HymbaDataType.Int8, shape));
            }
        }

        return new WeightArena(elements);

        void Add(ScalarType type, long count) => elements[type] = elements.GetValueOrDefault(type) + Aligned(count);
    }

    /// <summary>Cuts the next tensor, its values unset, in the caller's dispose scope.</summary>
    /// <exception cref="ExternalException">The block has no room left.</exception>
    public Tensor Take(long[] shape, ScalarType dtype) => _blocks[dtype].Take(shape);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Block block in _blocks.Values)
        {
            block.Dispose();
        }
    }

    private static long Aligned(long elements) => (elements + Alignment - 1) / Alignment * Alignment;

    private sealed class Block : IDisposable
    {
        private readonly Tensor _values;
        private long _used;

        public Block(ScalarType dtype, long elements)
        {
            using IDisposable scope = NewDisposeScope();
            _values = empty([elements + LargePages.Bytes], dtype).DetachFromDisposeScope();
            long size = _values.element_size();
            _used = LargePages.Advise(ref MemoryMarshal.GetReference(_values.narrow(0, 0, 1).bytes), _values.numel() * size) / size;
        }

        public Tensor Take(long[] shape)
        {
            using IDisposable scope = NewDisposeScope();
            long count = TensorNames.Elements(shape);
            Tensor cut = _values.narrow(0, _used, count).view(shape);
            _used += Aligned(count);
            return cut.MoveToOuterDisposeScope();
        }

        public void Dispose() => _values.Dispose();
    }
}
