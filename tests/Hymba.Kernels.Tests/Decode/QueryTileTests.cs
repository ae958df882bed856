using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Decode;

/// <summary>Keys and values that several queries share, against plain loops with the same order of additions.</summary>
public sealed unsafe class QueryTileTests
{
    private const int Entries = 149;

    public static TheoryData<int, int> Cases => new() { { 1, 64 }, { 2, 128 }, { 3, 64 }, { 4, 64 }, { 5, 64 }, { 6, 128 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scores_are_sixteen_sums_folded_in_halves(int queries, int size)
    {
        KernelTier[] tiers = Supported(tier => QueryScores<Bfloat16Format, ushort>.IsSupported(size, tier));
        ushort[] keys = Halves(Entries * size, 1);
        float[] query = Numbers.Uniform(queries * size, -1f, 1f, 2), ordered = new float[query.Length];
        var expected = new float[queries * Entries];
        for (int i = 0; i < expected.Length; i++)
        {
            expected[i] = Folded(keys.AsSpan(i % Entries * size, size), query.AsSpan(i / Entries * size, size));
        }

        foreach (KernelTier tier in tiers)
        {
            float[] scores = new float[expected.Length];
            fixed (ushort* k = keys)
            fixed (float* q = query, o = ordered, s = scores)
            {
                QueryScores<Bfloat16Format, ushort>.Order(q, queries, size, o);
                QueryScores<Bfloat16Format, ushort>.Run(k, Entries, size, size, o, queries, s, Entries, null, tier);
            }

            Numbers.AssertSameBits(expected, scores);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_have_the_bits_of_one_query_after_the_other(int queries, int size)
    {
        KernelTier[] tiers = Supported(tier => QueryValues<Bfloat16Format, ushort>.IsSupported(size, tier));
        ushort[] values = Halves(Entries * size, 3);
        float[] weights = Numbers.Uniform(queries * Entries, 0f, 1f, 4), before = Numbers.Uniform(queries * size, -1f, 1f, 5), expected = [.. before];
        fixed (ushort* v = values)
        fixed (float* w = weights, y = expected)
        {
            for (int query = 0; query < queries; query++)
            {
                WeightedRows<Bfloat16Element, ushort>.Run(v, Entries, size, w + (query * Entries), y + (query * size), KernelTier.Scalar);
            }

            foreach (KernelTier tier in tiers)
            {
                float[] output = [.. before];
                fixed (float* to = output)
                {
                    QueryValues<Bfloat16Format, ushort>.Add(v, Entries, size, size, w, Entries, queries, to, null, tier);
                }

                Numbers.AssertSameBits(expected, output);
            }
        }
    }

    private static KernelTier[] Supported(Func<KernelTier, bool> isSupported)
    {
        KernelTier[] tiers = [.. Numbers.Tiers.Where(isSupported)];
        Assert.SkipUnless(tiers.Length > 0, "Needs AVX2.");
        return tiers;
    }

    // Even columns of each 32 first, then the odd ones, as bfloat16 is widened.
    private static float Folded(ReadOnlySpan<ushort> key, ReadOnlySpan<float> query)
    {
        Span<float> sums = stackalloc float[16];
        sums.Clear();
        for (int block = 0; block < key.Length; block += 32)
        {
            for (int lane = 0; lane < 32; lane++)
            {
                int column = block + Bfloat16Format.ElementOfLane(lane);
                sums[lane % 16] = MathF.FusedMultiplyAdd(Bfloat16Format.ToSingle(key[column]), query[column], sums[lane % 16]);
            }
        }

        for (int width = 8; width > 0; width /= 2)
        {
            for (int lane = 0; lane < width; lane++)
            {
                sums[lane] += sums[lane + width];
            }
        }

        return sums[0];
    }

    private static ushort[] Halves(int count, int seed) => [.. Numbers.Uniform(count, -1f, 1f, seed).Select(Numbers.ToBfloat16)];
}
