using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.State;

/// <summary>What the recurrent half of one layer remembers of one sequence: the last raw convolution inputs and the SSM state.</summary>
internal sealed class ScanState : IDisposable
{
    private NativeArray<float>? _convInputValues;
    private NativeArray<float>? _stateValues;

    private ScanState(Tensor convInputs, Tensor state)
    {
        ConvInputs = convInputs.DetachFromDisposeScope();
        State = state.DetachFromDisposeScope();
    }

    public Tensor ConvInputs { get; } // [C - 1, Di] f32, oldest first

    public Tensor State { get; } // [Di, N] f32

    /// <summary>The memory of <see cref="ConvInputs"/>; on the CPU.</summary>
    public Span<float> ConvInputValues => (_convInputValues ??= NativeArray<float>.Of(ConvInputs.bytes)).Values;

    /// <summary>The memory of <see cref="State"/>; on the CPU.</summary>
    public Span<float> StateValues => (_stateValues ??= NativeArray<float>.Of(State.bytes)).Values;

    /// <summary>Bytes of both buffers.</summary>
    public long ByteSize => sizeof(float) * (ConvInputs.numel() + State.numel());

    /// <summary>The state before the first token: zeros.</summary>
    public static ScanState Empty(int channels, int states, int convKernel, Device device)
        => new(zeros([convKernel - 1, channels], ScalarType.Float32, device), zeros([channels, states], ScalarType.Float32, device));

    /// <summary>An independent copy.</summary>
    public ScanState Copy() => new(ConvInputs.clone(), State.clone());

    /// <inheritdoc/>
    public void Dispose()
    {
        ConvInputs.Dispose();
        State.Dispose();
    }
}
