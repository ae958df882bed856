using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;

namespace Hymba.Kernels.Tests.Decode;

public sealed class DraftedHeadsTests
{
    // A row of queries is longer than the queries.
    private const int Behind = 8;

    /// <summary>Sizes of few and many heads, those that vectors divide and others; tokens that find a cache growing, full, and full where its ring ends.</summary>
    public static TheoryData<int, int, int, int, int[], int[]> Cases => new()
    {
        { 6, 2, 20, 33, [8, 0, 1, 2, 3], [9, 9, 9, 9, 9] },
        { 25, 5, 8, 128, [599, 16, 17, 18, 19], [600, 600, 600, 600, 600] },
        { 6, 2, 64, 64, [150, 151, 152, 153, 154, 155, 156, 157], [151, 152, 153, 154, 155, 156, 157, 158] },
        { 6, 2, 64, 64, [140, 141, 142, 143, 16, 17, 18, 19], [144, 144, 144, 144, 144, 144, 144, 144] },
        { 10, 2, 32, 128, [70, 16, 17], [71, 71, 71] },
        { 10, 2, 32, 128, [69, 70, 16, 17], [70, 71, 71, 71] },
        { 4, 4, 64, 64, [3], [90] },
        { 4, 1, 64, 64, [2, 3, 2, 3], [4, 4, 4, 4] },
        { 4, 1, 64, 64, [4, 1], [3, 3] },
        { 4, 1, 64, 64, [0, 1, 2], [9, 5, 9] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tokens_attend_as_one_after_the_other(int heads, int keyValueHeads, int keySize, int valueSize, int[] slots, int[] counts)
    {
        var sizes = new AttentionSizes(heads, keyValueHeads, keySize, valueSize, counts[^1] + 2, counts[^1]);
        foreach (KernelTier tier in Numbers.Tiers)
        {
            foreach (int threads in (int[])[1, 3])
            {
                Check<Float32Format, SingleElement, float>(sizes, slots, counts, x => x, threads, tier);
                Check<Bfloat16Format, Bfloat16Element, ushort>(sizes, slots, counts, x => (ushort)(BitConverter.SingleToUInt32Bits(x) >> 16), threads, tier);
            }
        }
    }

    [Theory]
    [InlineData(63, 4, 3, 0)]
    [InlineData(64, 6, 3, 0)]
    [InlineData(64, 4, 4, 0)]
    [InlineData(64, 4, 0, 0)]
    [InlineData(64, 4, 3, 1)]
    public void What_does_not_fit_is_refused(int newKeys, int slot, int count, int scratchMissing)
    {
        var sizes = new AttentionSizes(4, 2, 16, 4, 6, 3);
        int scratch = (int)DraftedHeads<Float32Format, SingleElement, float>.ScratchLength(sizes, 2) - scratchMissing;

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
            new float[scratch],
            new float[32],
            1,
            KernelTier.Scalar));

        Assert.Contains($"{newKeys} keys", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{scratch} of scratch", error.Message, StringComparison.Ordinal);
    }

    private static void Check<TFormat, TRow, TElement>(
        AttentionSizes sizes, int[] slots, int[] counts, Func<float, TElement> convert, int threads, KernelTier tier)
        where TFormat : IWeightFormat<TElement>
        where TRow : struct, IElement<TElement>
        where TElement : unmanaged
    {
        int tokens = slots.Length, keyRow = sizes.KeyValueHeads * sizes.KeySize, valueRow = sizes.KeyValueHeads * sizes.ValueSize;
        int stride = (sizes.Heads * sizes.KeySize) + Behind, outputRow = sizes.Heads * sizes.ValueSize;
        float[] queries = Numbers.Uniform(tokens * stride, -1f, 1f, 3);
        TElement[] newKeys = Random(tokens * keyRow, 1), newValues = Random(tokens * valueRow, 2), heldKeys = [.. newKeys], heldValues = [.. newValues];
        TElement[] keys = Random(keyRow * sizes.Capacity, 4), values = Random(valueRow * sizes.Capacity, 5), otherKeys = [.. keys], otherValues = [.. values];
        float[] scratch = new float[DraftedHeads<TFormat, TRow, TElement>.ScratchLength(sizes, tokens)];
        float[] output = new float[tokens * outputRow], expected = new float[outputRow];

        DraftedHeads<TFormat, TRow, TElement>.Run(
            keys, values, sizes, heldKeys, heldValues, slots, counts, queries, stride, scratch, output, threads, tier);

        for (int token = 0; token < tokens; token++)
        {
            for (int head = 0; head < sizes.KeyValueHeads; head++)
            {
                int entry = (head * sizes.Capacity) + slots[token];
                Take(otherKeys.AsSpan(entry * sizes.KeySize, sizes.KeySize), newKeys, heldKeys, (token * keyRow) + (head * sizes.KeySize));
                Take(otherValues.AsSpan(entry * sizes.ValueSize, sizes.ValueSize), newValues, heldValues, (token * valueRow) + (head * sizes.ValueSize));
            }

            AttentionHeads<TFormat, TRow, TElement>.Run(
                otherKeys, otherValues, sizes with { Count = counts[token] }, queries.AsSpan(token * stride), scratch, expected, 1, tier);
            Numbers.AssertSameBits(expected, output.AsSpan(token * outputRow, outputRow).ToArray());
        }

        Assert.Equal(otherKeys, keys);
        Assert.Equal(otherValues, values);

        TElement[] Random(int count, int seed) => [.. Numbers.Uniform(count, -1f, 1f, seed).Select(convert)];

        static void Take(Span<TElement> entry, TElement[] fresh, TElement[] held, int at)
        {
            Assert.Equal(entry.ToArray(), held.AsSpan(at, entry.Length).ToArray());
            fresh.AsSpan(at, entry.Length).CopyTo(entry);
        }
    }
}
