using System.Runtime.Intrinsics.X86;
using Hymba.Kernels.Quantization;

namespace Hymba.Kernels.Tests.Quantization;

public sealed unsafe class GroupTileTests
{
    public static TheoryData<float[]> Ordinary => new(
        Numbers.Uniform(32, -3f, 3f, 1),
        Numbers.Uniform(64, -1e-30f, 1e-30f, 2),
        [.. Enumerable.Range(0, 32).Select(i => (i - 16) / 2f * (127f / 8f / 127f))],
        [.. Enumerable.Repeat(0f, 31), -5f],
        [.. Enumerable.Repeat(-0f, 32)]);

    public static TheoryData<float[]> All => new([
        .. Ordinary.Select(row => row.Data),
        Numbers.Uniform(32, -1e-39f, 1e-39f, 3),
        [float.NaN, .. Enumerable.Repeat(2f, 31)],
        [float.PositiveInfinity, float.NegativeInfinity, .. Enumerable.Repeat(1f, 30)]]);

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void Integers_are_the_nearest_ones_in_units_of_the_largest_value(float[] values)
    {
        float most = values.Max(MathF.Abs), inverse = most > 0 ? 127f / most : 0f;
        sbyte[] integers = new sbyte[values.Length];
        float scale;
        int sum;
        fixed (float* x = values)
        fixed (sbyte* to = integers)
        {
            scale = GroupTile.QuantizeSigned(x, values.Length, to, out sum);
        }

        Assert.Equal(most / 127f, scale);
        Assert.Equal(values.Select(value => (sbyte)MathF.Round(value * inverse)), integers);
        Assert.Equal(integers.Sum(value => value), sum);
    }

    [Fact]
    public void A_value_that_is_no_number_leaves_no_scale()
    {
        float[] values = [float.NaN, .. Enumerable.Repeat(2f, 31)];
        sbyte[] integers = new sbyte[32];
        fixed (float* x = values)
        fixed (sbyte* to = integers)
        {
            Assert.Equal(float.NaN, GroupTile.QuantizeSigned(x, 32, to, out _));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Wide_vectors_round_to_the_same_integers(float[] values)
    {
        Assert.SkipUnless(Avx512F.IsSupported, "Needs AVX-512.");
        foreach (float inverse in (float[])[1f, 127f / 3f, 0f, float.NaN, 1e30f])
        {
            sbyte[] wide = new sbyte[values.Length], narrow = new sbyte[values.Length];
            fixed (float* x = values)
            fixed (sbyte* toWide = wide, toNarrow = narrow)
            {
                Assert.Equal(GroupTile.Round256(x, values.Length, inverse, toNarrow), GroupTile.Round512(x, values.Length, inverse, toWide));
            }

            Assert.Equal(narrow, wide);
        }
    }
}
