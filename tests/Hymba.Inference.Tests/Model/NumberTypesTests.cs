using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Model;

public sealed class NumberTypesTests
{
    public NumberTypesTests() => TorchRuntime.EnsureLoaded(NullLogger.Instance);

    [Theory]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32)]
    [InlineData(ScalarType.BFloat16, ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16, ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16, ScalarType.Float32)]
    [InlineData(ScalarType.Float16, ScalarType.BFloat16)]
    public void Every_number_of_sixteen_bits_becomes_what_libtorch_makes_of_it(ScalarType from, ScalarType to)
        => Check(from, to, MemoryMarshal.AsBytes<ushort>(Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits).ToArray()));

    [Theory]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float16)]
    public void Numbers_of_float32_are_rounded_as_libtorch_rounds(ScalarType to)
    {
        // Any bits, and all that lie on and beside the middle between two numbers of sixteen bits.
        var random = new Random(5);
        int[] bits = [
            .. Enumerable.Range(0, 100_001).Select(_ => random.Next(int.MinValue, int.MaxValue)),
            .. Enumerable.Range(0, 1 << 16).SelectMany(high => (int[])[(high << 16) | 0x7FFF, (high << 16) | 0x8000, (high << 16) | 0x8001]),
            .. Enumerable.Range(0, 1 << 16).Select(i => BitConverter.SingleToInt32Bits((i - (1 << 15)) / 16384f) | 0x1000),
        ];
        Check(ScalarType.Float32, to, MemoryMarshal.AsBytes<int>(bits));
    }

    private static void Check(ScalarType from, ScalarType to, ReadOnlySpan<byte> source)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor given = empty([source.Length / from.ElementBytes()], from);
        source.CopyTo(given.bytes);
        var actual = new byte[given.numel() * to.ElementBytes()];
        NumberTypes.Convert(from, source, to, actual);

        Tensor expected = given.to(to), converted = empty_like(expected);
        actual.CopyTo(converted.bytes);
        Tensor differs = expected.ne(converted).logical_and(expected.isnan().logical_and(converted.isnan()).logical_not());
        Assert.Equal(0, differs.sum().item<long>());
        Assert.Equal(expected.signbit().logical_and(expected.eq(0)).sum().item<long>(), converted.signbit().logical_and(converted.eq(0)).sum().item<long>());
    }
}
