using Hymba.Inference.Decoding;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Decoding;

public sealed class DecoderMatrixTests
{
    public DecoderMatrixTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    [Theory]
    [InlineData(ScalarType.BFloat16, 4)]
    [InlineData(ScalarType.Float32, 3)]
    public void A_gate_of_another_type_or_size_is_refused(ScalarType type, int rows)
    {
        using Tensor up = ones(4, 32), gate = ones(rows, 32, dtype: type);
        var matrix = new DecoderMatrix(up);

        var error = Assert.Throws<ArgumentException>(
            () => matrix.MultiplyGated(new DecoderMatrix(gate), new float[64], 2, new float[8], new float[8], 1));

        Assert.Contains($"[{rows}, 32]", error.Message, StringComparison.Ordinal);
    }
}
