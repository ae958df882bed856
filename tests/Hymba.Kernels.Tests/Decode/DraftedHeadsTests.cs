using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Decode;

public sealed class DraftedHeadsTests
{
    private const int Tokens = 5;
    private const int Stride = 200;

    [Theory]
    [InlineData(6, 2, 20, 33, 9)]
    [InlineData(25, 5, 8, 128, 600)]
    public void Tokens_attend_as_one_after_the_other(int heads, int keyValueHeads, int keySize, int valueSize, int count)
    {
        // A ring: the tokens take the first slots again, and one more that was free.
        int[] slots = [count - 1, 0, 1, 2, 3], counts = [count, count, count, count, count];
        counts[0] = count - 1;
        var sizes = new AttentionSizes(heads, keyValueHeads, keySize, valueSize, count + 2, count);
        int keyRow = keyValueHeads * keySize, valueRow = keyValueHeads * valueSize, outputRow = heads * valueSize;
        float[] newKeys = Numbers.Uniform(Tokens * keyRow, -1f, 1f, 1), newValues = Numbers.Uniform(Tokens * valueRow, -1f, 1f, 2);
        float[] queries = Numbers.Uniform(Tokens * Stride, -1f, 1f, 3);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            foreach (int threads in (int[])[1, 3])
            {
                float[] keys = Numbers.Uniform(keyValueHeads * sizes.Capacity * keySize, -1f, 1f, 4), otherKeys = [.. keys];
                float[] values = Numbers.Uniform(keyValueHeads * sizes.Capacity * valueSize, -2f, 2f, 5), otherValues = [.. values];
                float[] scores = new float[heads * count], output = new float[Tokens * outputRow], expected = new float[outputRow];
                float[] heldKeys = [.. newKeys], heldValues = [.. newValues];
                DraftedHeads<Float32Format, SingleElement, float>.Run(
                    keys, values, sizes, heldKeys, heldValues, slots, counts, queries, Stride, scores, output, threads, tier);

                for (int token = 0; token < Tokens; token++)
                {
                    for (int head = 0; head < keyValueHeads; head++)
                    {
                        int entry = (head * sizes.Capacity) + slots[token];
                        AssertHeld(otherKeys.AsSpan(entry * keySize, keySize), heldKeys.AsSpan((token * keyRow) + (head * keySize)));
                        AssertHeld(otherValues.AsSpan(entry * valueSize, valueSize), heldValues.AsSpan((token * valueRow) + (head * valueSize)));
                        newKeys.AsSpan((token * keyRow) + (head * keySize), keySize).CopyTo(otherKeys.AsSpan(entry * keySize));
                        newValues.AsSpan((token * valueRow) + (head * valueSize), valueSize).CopyTo(otherValues.AsSpan(entry * valueSize));
                    }

                    AttentionHeads<Float32Format, SingleElement, float>.Run(
                        otherKeys, otherValues, sizes with { Count = counts[token] }, queries.AsSpan(token * Stride), scores, expected, 1, tier);
                    Numbers.AssertSameBits(expected, output.AsSpan(token * outputRow, outputRow).ToArray());
                }

                Assert.Equal(otherKeys, keys);
                Assert.Equal(otherValues, values);
            }
        }

        static void AssertHeld(ReadOnlySpan<float> before, ReadOnlySpan<float> held) => Assert.True(held.StartsWith(before));
    }

    [Theory]
    [InlineData(63, 4, 3)]
    [InlineData(64, 6, 3)]
    [InlineData(64, 4, 4)]
    [InlineData(64, 4, 0)]
    public void What_does_not_fit_is_refused(int newKeys, int slot, int count)
    {
        var sizes = new AttentionSizes(4, 2, 16, 4, 6, 3);

        var error = Assert.Throws<ArgumentException>(() => DraftedHeads<Float32Format, SingleElement, float>.Run(
            new float[192],
            new float[48],
            sizes,
            new float[newKeys],
            new float[16],
            [1, slot],
            [3, count],
            new float[128],
            64,
            new float[12],
            new float[32],
            1,
            KernelTier.Scalar));

        Assert.Contains($"{newKeys} keys", error.Message, StringComparison.Ordinal);
    }
}
