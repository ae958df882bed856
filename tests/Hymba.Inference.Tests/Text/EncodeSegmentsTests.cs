using CsCheck;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class EncodeSegmentsTests
{
    private static readonly HymbaTokenizer Tokenizer = RealTokenizer.Instance;

    [Fact]
    public void The_ids_are_those_of_the_whole_text_and_positions_split_it() =>
        Gen.Select(RandomText.Valid, Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Bool).Sample(
            (text, a, b, bos) =>
            {
                int[] offsets = [.. new[] { a % (text.Length + 1), b % (text.Length + 1) }.Order()];
                EncodedText encoded = Tokenizer.EncodeSegments(text, offsets, bos);
                Assert.Equal(Tokenizer.Encode(text, bos), encoded.Ids);
                foreach (int position in encoded.Positions)
                {
                    string front = Tokenizer.Decode([.. encoded.Ids.Take(position)]);
                    Assert.Contains(offsets, offset => text[..offset] == front);
                }
            },
            seed: "0000KIZoYtcT",
            iter: 1000);

    [Fact]
    public void A_line_break_is_always_a_border()
    {
        EncodedText encoded = Tokenizer.EncodeSegments("Hello\nworld\n", [6, 12], addBos: true);
        Assert.Equal([3, 5], encoded.Positions);
        Assert.Equal(5, encoded.Ids.Count);
    }

    [Fact]
    public void A_place_inside_a_token_or_a_character_is_left_out()
    {
        Assert.Empty(Tokenizer.EncodeSegments("Hello", [2], addBos: false).Positions);
        Assert.Equal([2, 6], Tokenizer.EncodeSegments("a😀b", [1, 2, 3], addBos: true).Positions);
    }

    [Fact]
    public void Special_tokens_are_borders()
    {
        EncodedText encoded = Tokenizer.EncodeSegments("a</s>b", [0, 1, 5, 6], addBos: false);
        Assert.Equal([0, 1, 2, 3], encoded.Positions);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(2, 1)]
    [InlineData(0, 6)]
    public void Offsets_must_ascend_inside_the_text(int first, int second) =>
        Assert.Throws<ArgumentException>(() => Tokenizer.EncodeSegments("Hello", [first, second], addBos: false));
}
