using Hymba.Kernels.Prefill;
using Hymba.Kernels.Quantization;
using Hymba.Kernels.Tests.Prefill;
using Hymba.Kernels.Words;

namespace Hymba.Kernels.Tests.Words;

public sealed class WordProductTests
{
    public WordProductTests() => Assert.SkipUnless(WordProduct.IsSupported, "Needs AVX2.");

    public static TheoryData<int, int, int> Sizes => new() { { 1, 1, 4 }, { 16, 64, 4 }, { 5, 63, 5 }, { 37, 200, 11 }, { 100, 320, 8 }, { 40, 1601, 6 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Products_with_bfloat16_are_as_near_as_the_words(int rows, int columns, int count)
    {
        ushort[] weights = Bits(Numbers.Uniform(rows * columns, -0.5f, 0.5f, rows + columns));
        AssertNear([.. weights.Select(Numbers.FromBfloat16)], columns, count, 1.0 / (1 << 12), (x, y, threads) => WordProduct.Run(weights, rows, columns, x, count, y, threads));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Products_with_int8_are_as_near_as_the_vector(int rows, int columns, int count)
    {
        byte[] packed = Pack(Numbers.Uniform(rows * columns, -0.5f, 0.5f, rows + columns), rows, columns);
        float[] weights = new float[rows * columns];
        GroupMatrix.Unpack<Int8Format>(packed, rows, columns, weights, 1);
        AssertNear(weights, columns, count, 0, (x, y, threads) => WordProduct.Run(packed, rows, columns, x, count, y, threads));
    }

    [Fact]
    public void Words_within_a_sixteenth_of_the_largest_are_exact()
    {
        // Whole numbers of eight bits, and a vector whose largest number is that of a word.
        const int rows = 3, columns = 128, count = 4;
        var random = new Random(4);
        float[] weights = [.. Enumerable.Range(0, rows * columns).Select(_ => (float)(random.Next(128, 256) * (1 << random.Next(4)) * (random.Next(2) == 0 ? 1 : -1)))];
        float[] x = [.. Enumerable.Range(0, count * columns).Select(i => i % 64 == 0 ? WordGroup.MostColumn : (float)random.Next(-WordGroup.MostColumn, WordGroup.MostColumn))];
        float[] y = Multiply(Bits(weights), rows, columns, x, count);
        for (int i = 0; i < y.Length; i++)
        {
            double exact = Enumerable.Range(0, columns).Sum(column => (double)weights[(i % rows * columns) + column] * x[(i / rows * columns) + column]);
            Assert.InRange(Numbers.UnitsApart(y[i], exact), 0, 2);
        }
    }

    [Fact]
    public void The_largest_sums_fit()
    {
        float most = Numbers.FromBfloat16(0x3FFF);
        float[] y = Multiply([.. Enumerable.Repeat((ushort)0x3FFF, 64), .. Enumerable.Repeat((ushort)0xBFFF, 64)], 2, 64, [.. Enumerable.Repeat(3f, 4 * 64)], 4);

        Assert.All(y.Chunk(2), pair => Assert.Equal([64 * 3 * most, -64 * 3 * most], pair));
    }

    [Fact]
    public void Zeros_and_tiny_numbers_give_nothing_and_what_is_no_number_shows_where_it_is()
    {
        const int rows = 3, columns = 64, count = 5;
        float[] weights = Numbers.Uniform(rows * columns, -1f, 1f, 1), x = Numbers.Uniform(count * columns, -1f, 1f, 2);
        Array.Clear(weights, columns, columns);
        Array.Fill(x, 1e-40f, columns, columns);
        weights[7] = float.PositiveInfinity;
        x[(3 * columns) + 9] = float.NaN;
        float[] y = Multiply(Bits(weights), rows, columns, x, count);
        for (int i = 0; i < y.Length; i++)
        {
            (int vector, int row) = (i / rows, i % rows);
            Assert.Equal(vector == 3 || row == 0, float.IsNaN(y[i]));
            Assert.True(vector == 3 || row == 0 || (y[i] == 0) == (vector == 1 || row == 1), $"{y[i]} at {vector}, {row}");
        }
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void What_has_no_end_is_no_number(float value)
    {
        float[] x = Numbers.Uniform(5 * 64, -1f, 1f, 2);
        x[70] = value;
        Assert.Equal([1], Enumerable.Range(0, 5).Where(i => float.IsNaN(Multiply([.. Enumerable.Repeat((ushort)0x3F80, 64)], 1, 64, x, 5)[i])));
    }

    [Fact]
    public void One_large_number_costs_the_others_no_more_than_half_a_word_of_it()
    {
        const int rows = 20, columns = 192, count = 5;
        float[] weights = Numbers.Uniform(rows * columns, -0.01f, 0.01f, 1), x = Numbers.Uniform(count * columns, -0.01f, 0.01f, 2);
        for (int i = 0; i < x.Length; i += 50)
        {
            (weights[i], x[i]) = (2f, -3f);
        }

        ushort[] bits = Bits(weights);
        AssertNear([.. bits.Select(Numbers.FromBfloat16)], columns, count, 1.0 / (1 << 12), (from, to, threads) => WordProduct.Run(bits, rows, columns, from, count, to, threads), x);
    }

    [Fact]
    public void The_smallest_weights_are_kept()
    {
        // 2^-110 and twice that; below 2^-115 words get smaller: 2^-120 and a number that is not normal.
        ushort[] weights = [.. Enumerable.Range(0, 64).Select(i => (ushort)((i % 2 == 0 ? 17 : 18) << 7)), .. Enumerable.Repeat((ushort)(7 << 7), 64), .. Enumerable.Repeat((ushort)8, 64)];
        float[] y = Multiply(weights, 3, 64, [.. Enumerable.Repeat(1f, 4 * 64)], 4);

        Assert.All(y.Chunk(3), row =>
        {
            Assert.Equal(96 * MathF.Pow(2, -110), row[0]);
            Assert.InRange(row[1] * MathF.Pow(2, 114), 0.999f, 1.001f);
            Assert.InRange(row[2], 0f, MathF.Pow(2, -115));
        });
    }

    [Fact]
    public void A_row_has_the_same_bits_among_any_others_and_with_any_threads()
    {
        const int rows = 70, columns = 130, count = 7;
        ushort[] weights = Bits(Numbers.Uniform(rows * columns, -1f, 1f, 5));
        float[] x = Numbers.Uniform(count * columns, -1f, 1f, 6), y = Multiply(weights, rows, columns, x, count);
        Numbers.AssertSameBits(y, Multiply(weights, rows, columns, x, count, threads: 3));
        Numbers.AssertSameBits(y.AsSpan(2 * rows, 5 * rows), Multiply(weights, rows, columns, x[(2 * columns)..], 5));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        NativeRows<float> x = new NativeMatrix<SingleElement, float>(4, 64).Rows, y = new NativeMatrix<SingleElement, float>(4, 2).Rows;
        var error = Assert.Throws<ArgumentException>(() => WordProduct.Run(new ushort[127], 2, 64, x, 4, y, 1));

        Assert.Equal("A matrix [2, 64] takes 128 elements; 127 were given.", error.Message);
        Assert.Throws<ArgumentException>(() => WordProduct.Run(new byte[1087], 2, 60, x, 4, y, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WordProduct.Run(new ushort[128], 2, 64, x, 3, y, 1));
        Assert.Throws<ArgumentException>(() => WordProduct.Run(new ushort[640], 2, 320, x, 4, y, 1));
        Assert.Throws<ArgumentException>(() => WordProduct.Run(new ushort[640], 10, 64, x, 4, y, 1));
    }

    private delegate void Product(NativeRows<float> x, NativeRows<float> y, int threads);

    // Errors of a word are half a unit: of a weight a part of its group's largest, of the vector half of a MostColumn-th.
    private static void AssertNear(float[] weights, int columns, int count, double weightError, Product multiply, float[]? vectors = null)
    {
        int rows = weights.Length / columns;
        float[] x = vectors ?? Numbers.Uniform(count * columns, -3f, 3f, 9), y = Run(x, rows, columns, count, 1, multiply);
        for (int i = 0; i < y.Length; i++)
        {
            double exact = 0, bound = 1e-6;
            foreach (int[] group in Enumerable.Range(0, columns).Chunk(WordGroup.Columns))
            {
                double mostWeight = group.Max(column => Math.Abs(Weight(column))), mostX = group.Max(column => Math.Abs(X(column)));
                double weightOff = mostWeight * weightError, xOff = mostX / WordGroup.MostColumn * 0.5001;
                exact += group.Sum(column => Weight(column) * X(column));
                bound += group.Sum(column => (Math.Abs(Weight(column)) * xOff) + (Math.Abs(X(column)) * weightOff) + (weightOff * xOff));
            }

            Assert.InRange(y[i] - exact, -bound, bound);

            double Weight(int column) => weights[(i % rows * columns) + column];
            double X(int column) => x[(i / rows * columns) + column];
        }
    }

    private static float[] Run(float[] x, int rows, int columns, int count, int threads, Product multiply)
    {
        var result = new NativeMatrix<SingleElement, float>(count, rows);
        multiply(new NativeMatrix<SingleElement, float>(count, columns, x).Rows, result.Rows, threads);
        return result.Read();
    }

    private static float[] Multiply(ushort[] weights, int rows, int columns, float[] x, int count, int threads = 1)
        => Run(x, rows, columns, count, threads, (from, to, most) => WordProduct.Run(weights, rows, columns, from, count, to, most));

    private static ushort[] Bits(float[] values) => [.. values.Select(Numbers.ToBfloat16)];

    private static byte[] Pack(float[] weights, int rows, int columns)
    {
        byte[] packed = new byte[GroupMatVec<Int8Format>.PackedBytes(rows, columns)];
        GroupMatrix.Pack<Int8Format>(weights, rows, columns, packed, 1);
        return packed;
    }
}
