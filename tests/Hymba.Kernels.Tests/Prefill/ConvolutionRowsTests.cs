using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Tests.Prefill;

public sealed class ConvolutionRowsTests
{
    public static TheoryData<int, int, int> Sizes => new() { { 1, 5, 4 }, { 2, 16, 4 }, { 9, 33, 3 }, { 20, 50, 1 }, { 3, 20, 9 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Rows_are_single_steps_to_the_bit_and_so_is_what_is_remembered(int tokens, int width, int taps)
    {
        float[] inputs = Numbers.Uniform(tokens * width, -2f, 2f, 1), weights = Numbers.Uniform(taps * width, -1f, 1f, 2), bias = Numbers.Uniform(width, -1f, 1f, 3);
        Check<SingleElement, float>();
        Check<Bfloat16Element, ushort>();

        void Check<TFormat, TElement>()
            where TFormat : struct, IElement<TElement>
            where TElement : unmanaged
        {
            var x = new NativeMatrix<TFormat, TElement>(tokens, width, inputs);
            float[] exact = x.Read();
            foreach (KernelTier tier in Numbers.Tiers)
            {
                float[] past = Numbers.Uniform((taps - 1) * width, -2f, 2f, 4), expectedPast = [.. past], expected = new float[tokens * width];
                for (int t = 0; t < tokens; t++)
                {
                    ConvolutionStep.Run(
                        1,
                        new ReadOnlyRows(exact.AsSpan(t * width, width), width),
                        expectedPast,
                        weights,
                        bias,
                        new WritableRows(expected.AsSpan(t * width, width), width),
                        1,
                        tier);
                }

                var y = new NativeMatrix<SingleElement, float>(tokens, width);
                var rounded = new NativeMatrix<TFormat, TElement>(tokens, width);
                ConvolutionRows<TFormat, TElement>.Run(x.Rows, tokens, past, weights, bias, y.Rows, rounded.Rows, 2, tier);
                Numbers.AssertSameBits(expected, y.Read());
                Numbers.AssertSameBits(expectedPast, past);
                Assert.Equal(new NativeMatrix<TFormat, TElement>(tokens, width, expected).Read(), rounded.Read());
            }
        }
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused()
    {
        var x = new NativeMatrix<SingleElement, float>(2, 4);
        var y = new NativeMatrix<SingleElement, float>(2, 4);
        var error = Assert.Throws<ArgumentException>(
            () => ConvolutionRows<SingleElement, float>.Run(x.Rows, 2, new float[8], new float[8], new float[4], y.Rows, default, 1, KernelTier.Scalar));
        Assert.Contains("8 weights do not fit 8 remembered inputs of 4 channels", error.Message, StringComparison.Ordinal);
    }
}
