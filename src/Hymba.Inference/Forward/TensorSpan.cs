using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>The memory of float32 tensors on the CPU.</summary>
internal static class TensorSpan
{
    /// <summary>The values of a contiguous float32 CPU tensor, row-major, for reading and writing while the tensor lives.</summary>
    public static Span<float> Of(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>One batch row of a contiguous tensor whose first axis is the batch.</summary>
    public static Span<float> Of(Tensor tensor, int row)
    {
        int length = (int)(tensor.numel() / tensor.shape[0]);
        return Of(tensor).Slice(row * length, length);
    }
}
