using Hymba.Kernels.FewRows;
using Hymba.Kernels.Quantization;

namespace Hymba.Kernels.Tests.FewRows;

public sealed class FewRowProductTests
{
    private const float Guard = -12345.5f;

    [Fact]
    public void Every_width_and_count_has_the_bits_of_single_rows()
    {
        for (int columns = 0; columns <= 100; columns++)
        {
            AssertSameAsSingle(rows: 3 + (columns % 3), columns, count: 1 + (columns % 9), threads: 1);
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(96)]
    public void Whole_blocks_have_the_bits_of_single_rows_for_any_count(int columns)
    {
        for (int count = 1; count <= 9; count++)
        {
            AssertSameAsSingle(rows: 21, columns, count, threads: 1);
        }
    }

    [Theory]
    [InlineData(33, 1600, 2)]
    [InlineData(5, 5504, 4)]
    [InlineData(64, 192, 8)]
    [InlineData(512, 192, 8)]
    [InlineData(20, 96, 7)]
    [InlineData(9, 64, 3)]
    [InlineData(19, 1600, 5)]
    [InlineData(301, 1001, 7)]
    public void Model_sizes_have_the_bits_of_single_rows_on_any_number_of_threads(int rows, int columns, int count)
    {
        AssertSameAsSingle(rows, columns, count, threads: 1);
        AssertSameAsSingle(rows, columns, count, threads: 3);
    }

    [Theory]
    [InlineData(37, 200)]
    [InlineData(16, 128)]
    public void Small_integers_have_the_bits_of_single_rows(int rows, int columns)
    {
        AssertSameAsSingle<Int8Format>(rows, columns);
        AssertSameAsSingle<Int4Format>(rows, columns);
    }

    [Fact]
    public void Not_a_number_stays_in_its_row_and_vector()
    {
        float[] weights = Numbers.Uniform(4 * 64, -1, 1, 1), x = Numbers.Uniform(4 * 64, -1, 1, 2), y = new float[16];
        (weights[64 + 3], x[(2 * 64) + 5]) = (float.NaN, float.NaN);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            FewRowProduct<Float32Format, float>.Run(weights, 4, 64, x, 4, y, 1, tier);

            Assert.All(Enumerable.Range(0, 16), i => Assert.Equal(i / 4 == 2 || i % 4 == 1, float.IsNaN(y[i])));
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => FewRowProduct<Float32Format, float>.Run(new float[11], 3, 4, new float[8], 2, new float[6], 1, KernelTier.Scalar));

        Assert.Equal("2 products of [3, 4] need 12 weights, 8 inputs and 6 outputs; 11, 8 and 6 were given.", error.Message);
        Assert.Throws<ArgumentException>(() => FewRowProduct<Float32Format, float>.Run(new float[12], 3, 4, new float[7], 2, new float[6], 1, KernelTier.Scalar));
        Assert.Throws<ArgumentException>(() => FewRowProduct<Float32Format, float>.Run(new float[12], 3, 4, new float[8], 2, new float[5], 1, KernelTier.Scalar));
        Assert.Throws<ArgumentOutOfRangeException>(() => FewRowProduct<Float32Format, float>.Run(new float[12], 3, 4, [], 0, [], 1, KernelTier.Scalar));
    }

    private static void AssertSameAsSingle(int rows, int columns, int count, int threads)
    {
        ushort[] halves = [.. Numbers.Uniform(rows * columns, -1f, 1f, rows + columns).Select(Numbers.ToBfloat16)];
        float[] singles = Numbers.Uniform(rows * columns, -1f, 1f, columns), x = Numbers.Uniform(count * columns, -3f, 3f, 9);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            Numbers.AssertSameBits(
                Each(rows, columns, count, x, (one, y) => Bfloat16MatVec.Run(halves, rows, columns, one, y, 1, tier)),
                Guarded(rows * count, y => FewRowProduct<Bfloat16Format, ushort>.Run(halves, rows, columns, x, count, y.Span, threads, tier)));
            Numbers.AssertSameBits(
                Each(rows, columns, count, x, (one, y) => Float32MatVec.Run(singles, rows, columns, one, y, 1, tier)),
                Guarded(rows * count, y => FewRowProduct<Float32Format, float>.Run(singles, rows, columns, x, count, y.Span, threads, tier)));
        }
    }

    private static void AssertSameAsSingle<TFormat>(int rows, int columns)
        where TFormat : struct, IGroupFormat
    {
        byte[] packed = new byte[GroupMatVec<TFormat>.PackedBytes(rows, columns)];
        GroupMatrix.Pack<TFormat>(Numbers.Uniform(rows * columns, -1f, 1f, 4), rows, columns, packed, 2);
        for (int count = 1; count <= 9; count++)
        {
            int vectors = count;
            float[] x = Numbers.Uniform(count * columns, -3f, 3f, 9);
            foreach (KernelTier tier in Numbers.Tiers)
            {
                Numbers.AssertSameBits(
                    Each(rows, columns, count, x, (one, y) => GroupMatVec<TFormat>.Run(packed, rows, columns, one, 1, y, 1, tier)),
                    Guarded(rows * count, y => GroupMatVec<TFormat>.Run(packed, rows, columns, x, vectors, y.Span, 2, tier)));
            }
        }
    }

    private static float[] Each(int rows, int columns, int count, float[] x, Action<float[], Span<float>> product)
    {
        float[] y = new float[rows * count];
        for (int i = 0; i < count; i++)
        {
            product(x[(i * columns)..((i + 1) * columns)], y.AsSpan(i * rows, rows));
        }

        return y;
    }

    private static float[] Guarded(int length, Action<Memory<float>> run)
    {
        float[] y = new float[length + 1];
        Array.Fill(y, Guard);
        run(y.AsMemory(0, length));
        Assert.Equal(Guard, y[^1]);
        return y[..^1];
    }
}
