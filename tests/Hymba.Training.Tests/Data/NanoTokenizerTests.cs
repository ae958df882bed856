using Hymba.Inference.Text;
using Hymba.Training.Data;
using Hymba.Training.Data.World;

namespace Hymba.Training.Tests.Data;

/// <summary>The tokenizer of Hymba Nano, as the engine loads it.</summary>
public sealed class NanoTokenizerTests
{
    private static readonly HymbaTokenizer Tokenizer = NanoText.Tokenizer;

    [Fact]
    public void The_special_tokens_have_the_ids_of_the_large_model_s_layout()
    {
        Assert.Equal(4096, Tokenizer.VocabularySize);
        Assert.Equal((0, 1, 2, 4095), (Tokenizer.UnkId, Tokenizer.BosId, Tokenizer.EosId, Tokenizer.PadId));
        Assert.Equal(["<unk>", "<s>", "</s>", "[PAD]"], new[] { 0, 1, 2, 4095 }.Select(Tokenizer.GetPiece));
    }

    [Fact]
    public void Every_printable_ASCII_character_is_one_token()
    {
        int around = Tokenizer.CountTokens("\n\n", addBos: false);
        for (char c = '!'; c <= '~'; c++)
        {
            int[] ids = Tokenizer.Encode($"\n{c}\n", addBos: false);
            Assert.Equal(around + 1, ids.Length);
            Assert.Single(ids, id => Tokenizer.GetTokenBytes(id).Span.SequenceEqual([(byte)c]));
        }
    }

    [Theory]
    [InlineData("Train")]
    [InlineData("Evaluation")]
    public void An_invented_name_is_cut_alike_wherever_it_stands(string split)
    {
        (string Before, string After)[] places = [("at ", " now"), ("\"", "\""), ("(", ")"), ("[", "]"), ("a\n", "\n"), ("", "."), ("_", "'s"), (": ", ",")];
        for (int index = 0; index < 400; index++)
        {
            string name = Names.Word(new Draw(9, Enum.Parse<DataSplit>(split), index));
            int[][] cuts = [.. places.Select(place => Cut(place.Before, name, place.After))];
            Assert.Equal(name, string.Concat(cuts[0].Select(Tokenizer.GetPiece)));
            Assert.All(cuts, cut => Assert.Equal(cuts[0], cut));
        }
    }

    [Theory]
    [MemberData(nameof(NanoText.Kinds), MemberType = typeof(NanoText))]
    public void Examples_need_no_bytes_but_line_feeds(string kind)
    {
        string[] bytes = [.. Enumerable.Range(0, 100)
            .SelectMany(index => Tokenizer.Encode(NanoText.Render(NanoData.CreateEvaluation(1, kind, index))))
            .Select(Tokenizer.GetPiece).Where(piece => piece.StartsWith("<0x", StringComparison.Ordinal)).Distinct()];
        Assert.Equal(["<0x0A>"], bytes);
    }

    // The tokens of the name alone; a border inside a token would be left out.
    private static int[] Cut(string before, string name, string after)
    {
        EncodedText encoded = Tokenizer.EncodeSegments(before + name + after, [before.Length, before.Length + name.Length], addBos: false);
        Assert.Equal(2, encoded.Positions.Count);
        int[] tokens = [.. encoded.Ids.Take(encoded.Positions[1]).Skip(encoded.Positions[0])];

        // At the very start of a text the space that the tokenizer puts there belongs to the first place.
        return before.Length == 0 && Tokenizer.GetPiece(tokens[0]) == "\u2581" ? tokens[1..] : tokens;
    }
}
