using Hymba.Inference.Decoding;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Decoding;

public sealed class DecoderMatrixTests
{
    private static readonly Device Cpu = new(TorchSharp.DeviceType.CPU);

    [Theory]
    [InlineData(ScalarType.BFloat16, 4)]
    [InlineData(ScalarType.Float32, 3)]
    public void A_gate_of_another_type_or_size_is_refused(ScalarType type, int rows)
    {
        using LazyTensor up = LazyTensor.Zeros([4, 32], ScalarType.Float32, Cpu), gate = LazyTensor.Zeros([rows, 32], type, Cpu);
        var matrix = new DecoderMatrix(up);

        var error = Assert.Throws<ArgumentException>(
            () => matrix.MultiplyGated(new DecoderMatrix(gate), new float[64], 2, new float[8], new float[8], 1));

        Assert.Contains($"[{rows}, 32]", error.Message, StringComparison.Ordinal);
    }
}
