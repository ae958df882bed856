using Hymba.Inference.Native;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// Numbers in a shape, in memory of ours or as libtorch's tensor. What is in memory of ours can be used without libtorch, whose loading takes longer than a small
/// model's; the tensor over the same memory is made when it is first asked for. That may happen on several threads at once.
/// </summary>
internal sealed class LazyTensor : IDisposable
{
    private readonly NativeBlock? _block;
    private readonly bool _ownsBlock;
    private readonly NativeArray<byte>? _memory;
    private Tensor? _tensor;

    /// <summary>Takes ownership of a tensor on any device.</summary>
    public LazyTensor(Tensor tensor) => (_tensor, Shape, Dtype) = (tensor, tensor.shape, tensor.dtype);

    /// <summary>Numbers in a part of a block that somebody else owns.</summary>
    /// <param name="block">Must outlive this.</param>
    /// <param name="memory">The part, as long as shape and type say.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">A float type.</param>
    public LazyTensor(NativeBlock block, NativeArray<byte> memory, long[] shape, ScalarType dtype)
        => (_block, _memory, Shape, Dtype) = (block, memory, shape, dtype);

    private LazyTensor(NativeBlock own, long[] shape, ScalarType dtype)
        : this(own, own.Slice(0, checked((int)own.Bytes)), shape, dtype) => _ownsBlock = true;

    public long[] Shape { get; }

    public ScalarType Dtype { get; }

    /// <summary>How many numbers there are.</summary>
    public long Elements => TensorNames.Elements(Shape);

    /// <summary>Bytes of the numbers.</summary>
    public long ByteSize => Elements * Dtype.ElementBytes();

    /// <summary>Where the numbers are.</summary>
    public Device Device => _memory is null ? _tensor!.device : new Device(TorchSharp.DeviceType.CPU);

    /// <summary>Whether operations on the tensor are recorded for gradients.</summary>
    public bool IsTrainable => _tensor is not null && _tensor.requires_grad;

    /// <summary>The numbers' memory, row-major; on the CPU.</summary>
    public NativeArray<byte> Memory => _memory ?? NativeArray<byte>.Of(_tensor!.bytes);

    /// <summary>The numbers as bytes; on the CPU.</summary>
    public Span<byte> Bytes => Memory.Values;

    /// <summary>The numbers as libtorch sees them. Belongs to this.</summary>
    /// <exception cref="NativeLibraryException">libtorch is needed, and cannot be loaded.</exception>
    public Tensor Tensor
    {
        get
        {
            if (_tensor is null)
            {
                Tensor view = TorchView.Of(_block!, Memory, Shape, Dtype);
                if (Interlocked.CompareExchange(ref _tensor, view, null) is not null)
                {
                    view.Dispose();
                }
            }

            return _tensor;
        }
    }

    /// <summary>Zeros: in memory of ours on the CPU, else a tensor.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="dtype">A float type.</param>
    /// <param name="device">Where.</param>
    /// <param name="arena">Zeros from which it is cut, on the CPU; null: it gets memory of its own.</param>
    public static LazyTensor Zeros(long[] shape, ScalarType dtype, Device device, MemoryArena? arena = null)
    {
        if (device.type != TorchSharp.DeviceType.CPU)
        {
            return new LazyTensor(zeros(shape, dtype, device).DetachFromDisposeScope());
        }

        return arena?.Take(shape, dtype) ?? new LazyTensor(new NativeBlock(TensorNames.Elements(shape) * dtype.ElementBytes(), zeroed: true), shape, dtype);
    }

    /// <summary>An independent copy at the same place.</summary>
    /// <param name="arena">From which it is cut, on the CPU; null: it gets memory of its own.</param>
    public LazyTensor Copy(MemoryArena? arena = null)
    {
        LazyTensor copy = Zeros(Shape, Dtype, Device, arena);
        if (_memory is null)
        {
            copy.Tensor.copy_(Tensor);
        }
        else
        {
            Bytes.CopyTo(copy.Bytes);
        }

        return copy;
    }

    /// <summary>The numbers in float32; of bfloat16 or float32, on the CPU.</summary>
    public float[] Widen()
    {
        var wide = new float[Elements];
        NumberTypes.Widen(Dtype, Bytes, wide);
        return wide;
    }

    /// <summary>Frees the tensor, and the memory unless it is somebody else's; what libtorch still needs of it stays.</summary>
    public void Dispose()
    {
        _tensor?.Dispose();
        if (_ownsBlock)
        {
            _block!.Dispose();
        }
    }
}
