using CsCheck;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class HymbaTokenizerTests
{
    private static readonly HymbaTokenizer Tokenizer = RealTokenizer.Instance;

    [Fact]
    public void Knows_its_special_ids()
    {
        Assert.Equal(32001, Tokenizer.VocabularySize);
        Assert.Equal((1, 2, 0, 32000), (Tokenizer.BosId, Tokenizer.EosId, Tokenizer.UnkId, Tokenizer.PadId));
        Assert.Equal([0, 1, 2, 32000], Enumerable.Range(-1, 32010).Where(Tokenizer.IsSpecial));
    }

    [Fact]
    public void Every_text_without_special_tokens_comes_back() =>
        RandomText.Valid.Sample(
            text => Tokenizer.Decode(Tokenizer.Encode(text)) == text
                && Tokenizer.Decode(Tokenizer.Encode(text, parseSpecialTokens: false)) == text,
            seed: "0000KIZoYtcT",
            iter: 2000);

    // Not a theory: attributes store their strings as UTF-8, which has no lone surrogates.
    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character()
    {
        string[] texts = ["a\uD83Db", "\uDE00", "x\uD83D", "\uDE00\uD83D"];
        Assert.Equal(["a\uFFFDb", "\uFFFD", "x\uFFFD", "\uFFFD\uFFFD"], texts.Select(text => Tokenizer.Decode(Tokenizer.Encode(text))));
    }

    [Fact]
    public void Special_tokens_are_ordinary_text_on_demand()
    {
        const string Text = "a</s>b<s>[PAD]<unk>";
        int[] ids = Tokenizer.Encode(Text, addBos: false, parseSpecialTokens: false);
        Assert.DoesNotContain(ids, Tokenizer.IsSpecial);
        Assert.Equal(Text, Tokenizer.Decode(ids));
    }

    [Fact]
    public void A_million_equal_characters_encode_with_the_longest_pieces_in_front()
    {
        int[] spaces = Tokenizer.Encode(new string(' ', 1_000_000), addBos: false);
        Assert.Equal(1_000_001, spaces.Sum(id => Tokenizer.GetPiece(id).Length));
        Assert.All(spaces[..^2], id => Assert.Equal(new string('▁', 16), Tokenizer.GetPiece(id)));
        Assert.Equal(1_000_000, Tokenizer.Decode(Tokenizer.Encode(new string('a', 1_000_000))).Length);
    }

    [Fact]
    public void The_bytes_of_the_tokens_spell_the_text()
    {
        const string Text = "naïve 😀\n\tend";
        byte[] bytes = [.. Tokenizer.Encode(Text).SelectMany(id => Tokenizer.GetTokenBytes(id).ToArray())];
        Assert.Equal(" " + Text, System.Text.Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(32001)]
    public void An_id_outside_the_vocabulary_is_named(int id)
    {
        Assert.Equal((id, 1), Offence(() => Tokenizer.Decode([5, id])));
        Assert.Equal((id, 0), Offence(() => Tokenizer.GetPiece(id)));
        Assert.Equal((id, 0), Offence(() => Tokenizer.GetTokenBytes(id)));
    }

    private static (int Id, int Position) Offence(Func<object> act)
    {
        var error = Assert.Throws<InvalidTokenException>(act);
        return (error.TokenId, error.Position);
    }
}
