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
    public static ScanState Empty(int channels, int states, int convKernel, Device device)
        => new(
            LazyTensor.Zeros([convKernel - 1, channels], ScalarType.Float32, device),
            LazyTensor.Zeros([channels, states], ScalarType.Float32, device));

    /// <summary>An independent copy.</summary>
    public ScanState Copy() => new(ConvInputs.Copy(), State.Copy());

    /// <inheritdoc/>
    public void Dispose()
    {
        ConvInputs.Dispose();
        State.Dispose();
    }
}
