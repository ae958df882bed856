using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.State;

/// <summary>What the recurrent half of one layer remembers of one sequence: the last raw convolution inputs and the SSM state.</summary>
internal sealed class ScanState : IDisposable
{
    private ScanState(LazyTensor convInputs, LazyTensor state) => (ConvInputs, State) = (convInputs, state);

    public LazyTensor ConvInputs { get; } // [C - 1, Di] f32, oldest first

    public LazyTensor State { get; } // [Di, N] f32

    /// <summary>The memory of <see cref="ConvInputs"/>; on the CPU.</summary>
    public Span<float> ConvInputValues => MemoryMarshal.Cast<byte, float>(ConvInputs.Bytes);

    /// <summary>The memory of <see cref="State"/>; on the CPU.</summary>
    public Span<float> StateValues => MemoryMarshal.Cast<byte, float>(State.Bytes);

    /// <summary>Bytes of both buffers.</summary>
    public long ByteSize => ConvInputs.ByteSize + State.ByteSize;

    /// <summary>The state before the first token: zeros.</summary>
    public static ScanState Empty(int channels, int states, int convKernel, Device device, MemoryArena? arena = null)
        => new(
            LazyTensor.Zeros([convKernel - 1, channels], ScalarType.Float32, device, arena),
            LazyTensor.Zeros([channels, states], ScalarType.Float32, device, arena));

    /// <summary>Bytes of an arena that such a state takes. The arguments are those of <see cref="Empty"/>.</summary>
    public static long BytesOf(int channels, int states, int convKernel)
        => MemoryArena.BytesOf([convKernel - 1, channels], ScalarType.Float32) + MemoryArena.BytesOf([channels, states], ScalarType.Float32);

    /// <summary>Bytes of an arena that a copy takes.</summary>
    public long BytesOfCopy => MemoryArena.BytesOf(ConvInputs.ByteSize) + MemoryArena.BytesOf(State.ByteSize);

    /// <summary>An independent copy.</summary>
    public ScanState Copy(MemoryArena? arena = null) => new(ConvInputs.Copy(arena), State.Copy(arena));

    /// <inheritdoc/>
    public void Dispose()
    {
        ConvInputs.Dispose();
        State.Dispose();
    }
}
