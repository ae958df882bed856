using Hymba.Kernels;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// One block of the CPU's memory, of large pages where the system has them and the block fills some, from which numbers are cut that every token reads. Disposing it
/// ends them all, but for the tensors that libtorch still uses. Not thread-safe.
/// </summary>
internal sealed class MemoryArena : IDisposable
{
    // A cache line, which the widest kernels like to load from.
    private const int Alignment = 64;

    private readonly NativeBlock _block;
    private long _used;

    /// <summary>Takes the memory; unless zeros are asked for, nothing is written to it yet.</summary>
    /// <param name="bytes">The sum of what <see cref="BytesOf(long)"/> says of everything that will be cut.</param>
    /// <param name="zeroed">Whether it is zeros.</param>
    public MemoryArena(long bytes, bool zeroed = false)
    {
        bool isLarge = bytes >= LargePages.Bytes;
        _block = new NativeBlock(isLarge ? bytes + LargePages.Bytes : bytes, zeroed);
        _used = isLarge ? _block.AdviseLargePages() : 0;
    }

    /// <summary>Bytes that are used up by bytes.</summary>
    public static long BytesOf(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;

    /// <summary>Bytes that are used up by numbers.</summary>
    public static long BytesOf(long[] shape, ScalarType dtype) => BytesOf(TensorNames.Elements(shape) * dtype.ElementBytes());

    /// <summary>Cuts the next numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The block has no room left.</exception>
    public LazyTensor Take(long[] shape, ScalarType dtype) => new(_block, Take(TensorNames.Elements(shape) * dtype.ElementBytes()), shape, dtype);

    /// <summary>Cuts the next bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The block has no room left.</exception>
    public NativeArray<byte> Take(long bytes)
    {
        NativeArray<byte> cut = _block.Slice(_used, checked((int)bytes));
        _used += BytesOf(bytes);
        return cut;
    }

    /// <inheritdoc/>
    public void Dispose() => _block.Dispose();
}
