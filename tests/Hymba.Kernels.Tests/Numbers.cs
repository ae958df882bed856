namespace Hymba.Kernels.Tests;

/// <summary>Seeded inputs and comparisons that the kernel tests share.</summary>
internal static class Numbers
{
    public static readonly KernelTier[] Tiers = Enum.GetValues<KernelTier>();

    public static float[] Uniform(int count, float low, float high, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => low + ((high - low) * random.NextSingle()))];
    }

    public static ushort ToBfloat16(float value) => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16);

    public static float FromBfloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>Distance in units of the last place of the float32 nearest to the expected value.</summary>
    public static double UnitsApart(float actual, double expected)
    {
        float nearest = (float)expected;
        double unit = Math.Max(float.Epsilon, (double)MathF.BitIncrement(Math.Abs(nearest)) - Math.Abs(nearest));
        return Math.Abs(actual - expected) / unit;
    }

    public static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(expected[i]) != BitConverter.SingleToInt32Bits(actual[i]))
            {
                Assert.Fail($"Element {i} is {actual[i]:R}, expected the bits of {expected[i]:R}.");
            }
        }
    }
}
