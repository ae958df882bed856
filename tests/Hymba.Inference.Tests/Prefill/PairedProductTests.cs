using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Inference.Prefill;
using Hymba.Kernels.Prefill;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Prefill;

public sealed class PairedProductTests
{
    public PairedProductTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    [Theory]
    [InlineData(HymbaDataType.Int8, 48, 64, 9)]
    [InlineData(HymbaDataType.Int4, 37, 96, 64)]
    [InlineData(HymbaDataType.Int8, 300, 320, 100)]
    [InlineData(HymbaDataType.Int4, 4200, 128, 20)]
    [InlineData(HymbaDataType.Int8, 70, 5504, 330)]
    public void Products_agree_with_double(HymbaDataType type, int outputs, int inputs, int rows)
    {
        Assert.SkipUnless(PairedProduct.IsSupported(inputs), "Needs a processor that multiplies bfloat16, and libtorch's kernel for it.");
        using var product = new PairedProduct(threads: 2);
        Check(type, outputs, inputs, rows, (x, matrix, y) => product.Run(x.Rows(inputs), matrix, y.Rows(outputs), rows));
    }

    [Theory]
    [InlineData(HymbaDataType.Int8, true)]
    [InlineData(HymbaDataType.Int4, true)]
    [InlineData(HymbaDataType.Int8, false)]
    [InlineData(HymbaDataType.Int4, false)]
    public void Weights_are_multiplied_with_and_without_pairs(HymbaDataType type, bool mayPair)
    {
        using var product = new WeightProduct<Bfloat16Element, ushort>(ScalarType.BFloat16, threads: 2, mayPair);
        Check(type, outputs: 100, inputs: 192, rows: 40, (x, matrix, y) => product.Run(x, new WeightMatrix(matrix), y, rows: 40));
    }

    private static void Check(
        HymbaDataType type, int outputs, int inputs, int rows, Action<ElementBuffer<ushort>, QuantizedMatrix, ElementBuffer<ushort>> multiply)
    {
        using IDisposable scope = NewDisposeScope();
        using Tensor weights = rand(outputs, inputs, generator: new Generator(1)) - 0.5, values = (rand(rows, inputs, generator: new Generator(2)) - 0.5).to(ScalarType.BFloat16);
        using var buffer = new UnpackBuffer();
        using QuantizedMatrix matrix = QuantizedMatrix.Create(type, new LazyTensor(weights.alias()), buffer, 2);
        using ElementBuffer<ushort> x = new(ScalarType.BFloat16), y = new(ScalarType.BFloat16);
        x.Reserve(rows * inputs);
        y.Reserve(rows * outputs);
        using Tensor input = x.View(rows, inputs), result = y.View(rows, outputs);
        input.copy_(values);
        multiply(x, matrix, y);

        // The same numbers as bfloat16, multiplied in double.
        using Tensor written = matrix.Unpack(1), exact = values.to(ScalarType.Float64).matmul(written.to(ScalarType.Float64).t());
        using Tensor distance = (result.to(ScalarType.Float64) - exact).abs(), bound = (exact.abs() / 256) + (1e-5 * inputs);
        Assert.True((distance <= bound).all().item<bool>(), $"Off by up to {distance.max().item<double>()}.");
    }
}
