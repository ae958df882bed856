using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Hymba.Inference.Forward;

/// <summary>Reads results back from wherever they were computed.</summary>
internal static class HostValues
{
    /// <summary>The values of a float32 tensor, row-major; valid while the caller's dispose scope is open.</summary>
    public static ReadOnlySpan<float> Read(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.cpu().contiguous().bytes);
}
