using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.Prefill;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Words;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Prefill;

/// <summary>Products with activations in float32, whichever way this machine takes, and in integers where it can.</summary>
public sealed class WeightProductTests
{
    private const int Outputs = 70, Inputs = 192;

    public WeightProductTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    // Small integers round the vector as well: to a 254th of a group's largest, a half.
    [Theory]
    [InlineData(null, 1, 1e-5)]
    [InlineData(null, 4, 4e-3)]
    [InlineData(null, 259, 4e-3)]
    [InlineData(null, 516, 4e-3)]
    [InlineData(HymbaDataType.Int8, 3, 5e-2)]
    [InlineData(HymbaDataType.Int8, 9, 4e-3)]
    [InlineData(HymbaDataType.Int8, 261, 4e-3)]
    [InlineData(HymbaDataType.Int4, 5, 5e-2)]
    [InlineData(HymbaDataType.Int4, 300, 5e-2)]
    public void Products_agree_with_double(HymbaDataType? type, int rows, double tolerance)
    {
        using IDisposable scope = NewDisposeScope();
        using Tensor weights = (rand(Outputs, Inputs, generator: new Generator(1)) - 0.5).to(ScalarType.BFloat16);
        using Tensor values = rand(rows, Inputs, generator: new Generator(2)) - 0.5;
        using var buffer = new UnpackBuffer();
        using var plain = new LazyTensor(weights.alias());
        using QuantizedMatrix? quantized = type is HymbaDataType small ? QuantizedMatrix.Create(small, plain, buffer, 2) : null;
        using ElementBuffer<float> x = new(ScalarType.Float32), y = new(ScalarType.Float32);
        x.Reserve(rows * Inputs);
        y.Reserve(rows * Outputs);
        using Tensor input = x.View(rows, Inputs), result = y.View(rows, Outputs);
        input.copy_(values);
        result.fill_(float.NaN);
        WeightMatrix weight = quantized is null ? new WeightMatrix(plain) : new WeightMatrix(quantized);
        using var product = new WeightProduct<SingleElement, float>(ScalarType.Float32, threads: 2);

        product.Run(x, weight, y, rows);
        AssertNear();
        if (WordProduct.IsSupported && (quantized is not null || rows >= WordProduct.LeastRows))
        {
            result.fill_(float.NaN);
            IntegerProduct.Run(x.Rows(Inputs), weight, y.Rows(Outputs), rows, threads: 2);
            AssertNear();
        }

        void AssertNear()
        {
            using Tensor written = Written(quantized, weights), exact = values.to(ScalarType.Float64).matmul(written.t());
            double distance = (result.to(ScalarType.Float64) - exact).abs().max().item<double>();
            Assert.True(distance <= tolerance, $"Off by up to {distance}.");
        }
    }

    private static Tensor Written(QuantizedMatrix? quantized, Tensor weights)
    {
        if (quantized is null)
        {
            return weights.to(ScalarType.Float64);
        }

        Tensor written = zeros(Outputs, Inputs);
        quantized.UnpackRows(0, Outputs, written);
        return written.to(ScalarType.Float64);
    }
}
