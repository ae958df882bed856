namespace Hymba.Kernels.Tests;

public sealed class MatVecTests
{
    private const float Guard = -12345.5f;

    [Fact]
    public void Every_number_of_columns_agrees_with_double()
    {
        for (int columns = 0; columns <= 67; columns++)
        {
            AssertAgrees(rows: 7, columns, offset: columns % 4);
        }
    }

    [Theory]
    [InlineData(33, 1600)]
    [InlineData(5, 5504)]
    [InlineData(7, 3200)]
    [InlineData(300, 1001)]
    public void Model_sizes_agree_with_double(int rows, int columns) => AssertAgrees(rows, columns, offset: 0);

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        (float[] weights, ushort[] halves, float[] x) = Inputs(rows: 517, columns: 1000);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            Numbers.AssertSameBits(Float32(weights, 517, x, 1, tier), Float32(weights, 517, x, 2, tier));
            Numbers.AssertSameBits(Bfloat16(halves, 517, x, 1, tier), Bfloat16(halves, 517, x, 3, tier));
        }
    }

    [Fact]
    public void Not_a_number_and_infinity_stay_in_their_row()
    {
        (_, ushort[] halves, float[] x) = Inputs(rows: 3, columns: 45);
        halves[44] = Numbers.ToBfloat16(float.NaN);
        halves[(2 * 45) + 3] = Numbers.ToBfloat16(float.PositiveInfinity);
        x[3] = 1f;
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] y = Bfloat16(halves, 3, x, 1, tier);

            Assert.True(float.IsNaN(y[0]));
            Assert.True(float.IsFinite(y[1]));
            Assert.Equal(float.PositiveInfinity, y[2]);
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Bfloat16MatVec.Run(new ushort[11], 3, 4, new float[4], new float[3], 1));

        Assert.Equal("A product of [3, 4] needs 12 weights, 4 inputs and 3 outputs; 11, 4 and 3 were given.", error.Message);
        Assert.Throws<ArgumentException>(() => Float32MatVec.Run(new float[12], 3, 4, new float[3], new float[3], 1));
        Assert.Throws<ArgumentException>(() => Float32MatVec.Run(new float[12], 3, 4, new float[4], new float[2], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Float32MatVec.Run([], -1, 4, new float[4], [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Float32MatVec.Run(new float[12], 3, 4, new float[4], new float[3], 0));
    }

    private static (float[] Weights, ushort[] Halves, float[] X) Inputs(int rows, int columns)
    {
        ushort[] halves = [.. Numbers.Uniform(rows * columns, -1f, 1f, rows + columns).Select(Numbers.ToBfloat16)];
        return ([.. halves.Select(Numbers.FromBfloat16)], halves, Numbers.Uniform(columns, -3f, 3f, 9));
    }

    private static void AssertAgrees(int rows, int columns, int offset)
    {
        (float[] weights, ushort[] halves, float[] x) = Inputs(rows, columns);
        float[] first = Float32(weights, rows, x, 1, KernelTier.Scalar);
        float[] firstHalf = Bfloat16(halves, rows, x, 1, KernelTier.Scalar);
        for (int row = 0; row < rows; row++)
        {
            double sum = 0, scale = 0;
            for (int column = 0; column < columns; column++)
            {
                double product = (double)weights[(row * columns) + column] * x[column];
                sum += product;
                scale += Math.Abs(product);
            }

            // Each of the 32 sums rounds once per block, and the fold five times more, what is left of a row once.
            double tolerance = ((columns / 32) + 8) * scale * 6e-8;
            Assert.InRange(first[row] - sum, -tolerance, tolerance);
            Assert.InRange(firstHalf[row] - sum, -tolerance, tolerance);
        }

        foreach (KernelTier tier in Numbers.Tiers)
        {
            Numbers.AssertSameBits(first, Float32(weights, rows, x, 1, tier, offset));
            Numbers.AssertSameBits(firstHalf, Bfloat16(halves, rows, x, 1, tier, offset));
        }
    }

    private static float[] Float32(float[] weights, int rows, float[] x, int threads, KernelTier tier, int offset = 0)
    {
        float[] moved = [.. new float[offset], .. weights];
        return Guarded(rows, offset, y => Float32MatVec.Run(moved.AsSpan(offset), rows, x.Length, x, y.Span, threads, tier));
    }

    private static float[] Bfloat16(ushort[] weights, int rows, float[] x, int threads, KernelTier tier, int offset = 0)
    {
        ushort[] moved = [.. new ushort[offset], .. weights];
        return Guarded(rows, offset, y => Bfloat16MatVec.Run(moved.AsSpan(offset), rows, x.Length, x, y.Span, threads, tier));
    }

    private static float[] Guarded(int rows, int offset, Action<Memory<float>> run)
    {
        float[] y = new float[offset + rows + 1];
        Array.Fill(y, Guard);
        run(y.AsMemory(offset));
        Assert.All(y[..offset], value => Assert.Equal(Guard, value));
        Assert.Equal(Guard, y[^1]);
        return y[offset..^1];
    }
}
