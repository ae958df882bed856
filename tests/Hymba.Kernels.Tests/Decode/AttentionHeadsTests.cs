using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Decode;

public sealed class AttentionHeadsTests
{
    public static TheoryData<int, int, int, int, int> Sizes => new()
    {
        // heads, key-value heads, key size, value size, count
        { 1, 1, 1, 1, 1 }, { 4, 2, 32, 64, 7 }, { 25, 5, 64, 128, 300 }, { 6, 2, 20, 33, 65 }, { 3, 1, 96, 256, 16 }, { 2, 2, 288, 128, 40 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Attention_agrees_with_double_in_every_tier_and_with_any_threads(int heads, int keyValueHeads, int keySize, int valueSize, int count)
    {
        var sizes = new AttentionSizes(heads, keyValueHeads, keySize, valueSize, count + 3, count);
        ushort[] halfKeys = Halves(keyValueHeads * sizes.Capacity * keySize, 1), halfValues = Halves(keyValueHeads * sizes.Capacity * valueSize, 2);
        float[] keys = [.. halfKeys.Select(Bfloat16Format.ToSingle)], values = [.. halfValues.Select(Bfloat16Format.ToSingle)];
        float[] query = Numbers.Uniform(heads * keySize, -1f, 1f, 3);
        double[] expected = Expected(sizes, keys, values, query);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            Check(threads => Run<Float32Format, SingleElement, float>(sizes, keys, values, query, threads, tier));
            Check(threads => Run<Bfloat16Format, Bfloat16Element, ushort>(sizes, halfKeys, halfValues, query, threads, tier));
        }

        void Check(Func<int, float[]> run)
        {
            float[] output = run(1);
            Numbers.AssertSameBits(output, run(3));
            for (int i = 0; i < output.Length; i++)
            {
                Assert.InRange(output[i] - expected[i], -2e-5, 2e-5);
            }
        }
    }

    [Fact]
    public void Buffers_that_do_not_fit_are_refused()
    {
        var sizes = new AttentionSizes(4, 2, 8, 8, 10, 10);

        var error = Assert.Throws<ArgumentException>(() => AttentionHeads<Float32Format, SingleElement, float>.Run(
            new float[160], new float[160], sizes, new float[32], new float[39], new float[32], 1, KernelTier.Scalar));

        Assert.Contains("39 scores", error.Message, StringComparison.Ordinal);
    }

    private static ushort[] Halves(int count, int seed)
    {
        ushort[] halves = new ushort[count];
        Bfloat16Rounding.Run(Numbers.Uniform(count, -1f, 1f, seed), halves);
        return halves;
    }

    private static float[] Run<TFormat, TRow, TElement>(AttentionSizes sizes, TElement[] keys, TElement[] values, float[] query, int threads, KernelTier tier)
        where TFormat : IWeightFormat<TElement>
        where TRow : struct, IElement<TElement>
        where TElement : unmanaged
    {
        float[] output = new float[sizes.Heads * sizes.ValueSize];
        AttentionHeads<TFormat, TRow, TElement>.Run(keys, values, sizes, query, new float[sizes.Heads * sizes.Count], output, threads, tier);
        return output;
    }

    private static double[] Expected(AttentionSizes z, float[] keys, float[] values, float[] query)
    {
        double[] output = new double[z.Heads * z.ValueSize];
        for (int head = 0; head < z.Heads; head++)
        {
            int source = head / (z.Heads / z.KeyValueHeads);
            double[] weights = new double[z.Count];
            for (int i = 0; i < z.Count; i++)
            {
                for (int j = 0; j < z.KeySize; j++)
                {
                    weights[i] += (double)query[(head * z.KeySize) + j] * keys[(((source * z.Capacity) + i) * z.KeySize) + j];
                }
            }

            double max = weights.Max(), sum = weights.Sum(weight => Math.Exp(weight - max));
            for (int i = 0; i < z.Count; i++)
            {
                for (int j = 0; j < z.ValueSize; j++)
                {
                    output[(head * z.ValueSize) + j] += Math.Exp(weights[i] - max) / sum * values[(((source * z.Capacity) + i) * z.ValueSize) + j];
                }
            }
        }

        return output;
    }
}
