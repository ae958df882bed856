using Hymba.Kernels.Decode;
using Hymba.Kernels.Quantization;

namespace Hymba.Kernels.Tests.Quantization;

public sealed class GroupMatVecTests
{
    private const float Guard = -777.25f;

    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 3, 63, 1 }, { 5, 64, 2 }, { 17, 65, 1 }, { 40, 192, 3 }, { 33, 1600, 1 }, { 9, 3200, 4 }, { 200, 1001, 1 }, { 17, 200, 6 }, { 40, 96, 11 }, { 33, 130, 8 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Int8_products_are_those_of_the_unpacked_numbers(int rows, int columns, int count) => AssertAgrees<Int8Format>(rows, columns, count);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Int4_products_are_those_of_the_unpacked_numbers(int rows, int columns, int count) => AssertAgrees<Int4Format>(rows, columns, count);

    [Fact]
    public void What_is_packed_is_near_and_the_fit_beats_rounding_to_the_range()
    {
        float[] weights = Numbers.Uniform(64 * 100, -1f, 1f, 5);
        for (int i = 0; i < weights.Length; i++)
        {
            // More small than large ones, as in trained models.
            weights[i] *= weights[i] * weights[i];
        }

        (double eight, double four, double rounded) = (0, 0, 0);
        for (int start = 0; start < weights.Length; start += 64)
        {
            ReadOnlySpan<float> block = weights.AsSpan(start, 64);
            eight += Error<Int8Format>(block);
            four += Error<Int4Format>(block);
            rounded += RoundingError(block[..32]) + RoundingError(block[32..]);
        }

        Assert.InRange(Math.Sqrt(eight / weights.Length), 1e-5, 0.0025);
        Assert.InRange(four, rounded / 10, rounded * 0.85);
    }

    [Fact]
    public void Halves_are_the_unpacked_numbers_rounded()
    {
        // Whole tiles and what is left of them.
        const int rows = 37, columns = 150;
        float[] weights = Numbers.Uniform(rows * columns, -1f, 1f, 8);
        AssertHalves<Int8Format>();
        AssertHalves<Int4Format>();

        void AssertHalves<TFormat>()
            where TFormat : struct, IGroupFormat
        {
            byte[] packed = Pack<TFormat>(weights, rows, columns);
            ushort[] halves = new ushort[rows * columns];
            GroupMatrix.UnpackHalves<TFormat>(packed, rows, columns, halves, 2);
            ushort[] expected = new ushort[halves.Length];
            Bfloat16Rounding.Run(Unpack<TFormat>(weights, rows, columns), expected);
            Assert.Equal(expected, halves);
        }
    }

    [Fact]
    public void Zeros_stay_zeros_and_what_is_no_number_shows()
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            Assert.Equal([0f, 0f], Multiply<Int8Format>(new float[128], 2, [.. Numbers.Uniform(64, -1f, 1f, 1)], 1, 1, tier));
            Assert.Equal([0f, 0f], Multiply<Int4Format>(new float[128], 2, [.. Numbers.Uniform(64, -1f, 1f, 1)], 1, 1, tier));
            float[] x = Numbers.Uniform(64, -1f, 1f, 2);
            x[7] = float.NaN;
            Assert.True(float.IsNaN(Multiply<Int8Format>(Numbers.Uniform(64, -1f, 1f, 3), 1, x, 1, 1, tier)[0]));
            Assert.True(float.IsNaN(Multiply<Int4Format>(Numbers.Uniform(64, -1f, 1f, 3), 1, x, 1, 1, tier)[0]));
        }
    }

    [Fact]
    public void What_is_no_number_stays_in_its_vector()
    {
        foreach (KernelTier tier in Numbers.Tiers)
        {
            float[] x = Numbers.Uniform(6 * 64, -1f, 1f, 2);
            x[(2 * 64) + 7] = float.NaN;
            Assert.Equal([2], Enumerable.Range(0, 6).Where(i => float.IsNaN(Multiply<Int8Format>(Numbers.Uniform(64, -1f, 1f, 3), 1, x, 6, 1, tier)[i])));
            Assert.Equal([2], Enumerable.Range(0, 6).Where(i => float.IsNaN(Multiply<Int4Format>(Numbers.Uniform(64, -1f, 1f, 3), 1, x, 6, 1, tier)[i])));
        }
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => GroupMatVec<Int8Format>.Run(new byte[1087], 2, 60, new float[60], 1, new float[2], 1, KernelTier.Scalar));

        Assert.Equal("1 products of [2, 60] need 1088 bytes, 60 inputs and 2 outputs; 1087, 60 and 2 were given.", error.Message);
    }

    private static void AssertAgrees<TFormat>(int rows, int columns, int count)
        where TFormat : struct, IGroupFormat
    {
        float[] weights = Numbers.Uniform(rows * columns, -1f, 1f, rows + columns);
        float[] x = Numbers.Uniform(count * columns, -3f, 3f, 9);
        float[] unpacked = Unpack<TFormat>(weights, rows, columns);
        float[] first = Multiply<TFormat>(weights, rows, x, count, 1, KernelTier.Scalar);
        for (int i = 0; i < count; i++)
        {
            for (int row = 0; row < rows; row++)
            {
                double sum = 0, scale = 0;
                for (int column = 0; column < columns; column++)
                {
                    double weight = unpacked[(row * columns) + column];
                    sum += weight * x[(i * columns) + column];

                    // The vector's own rounding: half a 127th of its group's largest, 3 at most.
                    scale += Math.Abs(weight) * 3 / 254;
                }

                double difference = first[(i * rows) + row] - sum;
                Assert.InRange(difference, -scale - 1e-4, scale + 1e-4);
            }
        }

        foreach (KernelTier tier in Numbers.Tiers)
        {
            Numbers.AssertSameBits(first, Multiply<TFormat>(weights, rows, x, count, 1, tier));
            Numbers.AssertSameBits(first, Multiply<TFormat>(weights, rows, x, count, 3, tier));
        }
    }

    private static float[] Multiply<TFormat>(float[] weights, int rows, float[] x, int count, int threads, KernelTier tier)
        where TFormat : struct, IGroupFormat
    {
        int columns = x.Length / count;
        byte[] packed = Pack<TFormat>(weights, rows, columns);
        float[] y = new float[(count * rows) + 1];
        Array.Fill(y, Guard);
        GroupMatVec<TFormat>.Run(packed, rows, columns, x, count, y, threads, tier);
        Assert.Equal(Guard, y[^1]);
        return y[..^1];
    }

    private static byte[] Pack<TFormat>(float[] weights, int rows, int columns)
        where TFormat : struct, IGroupFormat
    {
        byte[] packed = new byte[GroupMatVec<TFormat>.PackedBytes(rows, columns)];
        GroupMatrix.Pack<TFormat>(weights, rows, columns, packed, 2);
        return packed;
    }

    private static float[] Unpack<TFormat>(float[] weights, int rows, int columns)
        where TFormat : struct, IGroupFormat
    {
        byte[] packed = Pack<TFormat>(weights, rows, columns);
        float[] unpacked = new float[weights.Length];
        GroupMatrix.Unpack<TFormat>(packed, rows, columns, unpacked, 2);
        return unpacked;
    }

    private static double Error<TFormat>(ReadOnlySpan<float> block)
        where TFormat : struct, IGroupFormat
    {
        float[] unpacked = Unpack<TFormat>(block.ToArray(), 1, block.Length);
        double sum = 0;
        for (int i = 0; i < block.Length; i++)
        {
            sum += Math.Pow(block[i] - unpacked[i], 2);
        }

        return sum;
    }

    private static double RoundingError(ReadOnlySpan<float> group)
    {
        float scale = 0;
        foreach (float weight in group)
        {
            scale = Math.Max(scale, Math.Abs(weight) / 7);
        }

        double sum = 0;
        foreach (float weight in group)
        {
            sum += Math.Pow(weight - (MathF.Round(weight / scale) * scale), 2);
        }

        return sum;
    }
}
