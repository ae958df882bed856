using Hymba.Kernels.Decode;

namespace Hymba.Kernels.Tests.Decode;

public class Bfloat16WideningTests
{
    private static readonly ushort[] Patterns = [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(bits => (ushort)bits)];

    [Fact]
    public void Every_number_keeps_its_bits()
    {
        var wide = new float[Patterns.Length];
        Bfloat16Widening.Run(Patterns, wide);
        Assert.Equal([.. Patterns.Select(bits => (uint)bits << 16)], [.. wide.Select(BitConverter.SingleToUInt32Bits)]);
    }

    [Fact]
    public void Lengths_beside_whole_vectors_are_written_to_their_end_and_no_further()
    {
        for (int length = 0; length <= 40; length++)
        {
            float[] wide = [.. Enumerable.Repeat(-1f, length + 3)];
            Bfloat16Widening.Run(Patterns.AsSpan(16_000, length), wide);
            Assert.Equal([.. Enumerable.Range(16_000, length).Select(bits => BitConverter.Int32BitsToSingle(bits << 16)), -1f, -1f, -1f], wide);
        }
    }

    [Fact]
    public void Too_little_room_is_refused() => Assert.Throws<ArgumentException>(() => Bfloat16Widening.Run(new ushort[5], new float[4]));
}
