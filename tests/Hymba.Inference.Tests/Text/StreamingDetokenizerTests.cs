using System.Text;
using CsCheck;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class StreamingDetokenizerTests
{
    private const int FirstByte = 3;
    private static readonly HymbaTokenizer Tokenizer = RealTokenizer.Instance;

    private static readonly Gen<int[]> Ids = Gen.OneOf(
        Gen.Int[FirstByte, FirstByte + 255],
        Gen.OneOf(0, 1, 2, 32000, 29871, 13, 259),
        Gen.Int[0, 32000]).Array[0, 20];

    [Fact]
    public void Text_comes_back_in_whole_characters() =>
        RandomText.Valid.Sample(
            text =>
            {
                int[] ids = Tokenizer.Encode(text);
                string[] parts = Stream(ids, dropLeadingSpace: true);
                Assert.Equal(Tokenizer.Decode(ids), string.Concat(parts));
                Assert.All(parts, part => Assert.Equal(part, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(part))));
                Assert.Equal("", parts[^1]);
            },
            seed: "0000KIZoYtcT",
            iter: 1000);

    [Fact]
    public void Any_ids_give_the_whole_text_rule_but_for_characters_already_returned() =>
        Ids.Sample(
            ids => Assert.Equal(Reference(ids), string.Concat(Stream(ids, dropLeadingSpace: true))),
            seed: "0000KIZoYtcT",
            iter: 5000);

    [Fact]
    public void Ids_whose_bytes_are_valid_give_what_decoding_gives() =>
        Ids.Where(ids => !Tokenizer.Decode(ids).Contains('\uFFFD', StringComparison.Ordinal)).Sample(
            ids => Assert.Equal(Tokenizer.Decode(ids), string.Concat(Stream(ids, dropLeadingSpace: true))),
            seed: "0000KIZoYtcT",
            iter: 1000);

    [Fact]
    public void A_character_is_returned_with_its_last_byte() =>
        Assert.Equal(["", "", "", "😀", "\n", "", ""], Stream([243, 162, 155, 131, 13, 2], dropLeadingSpace: true));

    [Fact]
    public void An_unfinished_character_gives_one_replacement_for_each_byte()
    {
        Assert.Equal(["", "", "\uFFFD\uFFFD"], Stream([243, 162], dropLeadingSpace: true));
        Assert.Equal(["", "\uFFFD Hello", ""], Stream([243, 15043], dropLeadingSpace: true));
        Assert.Equal(
            ["\n", "", "\uFFFD\uFFFD", "\uFFFD", " Hello", "\n", ""],
            Stream([13, 243, 13, 13, 15043, 13], dropLeadingSpace: true));
    }

    [Fact]
    public void The_leading_space_is_kept_for_text_that_continues_a_prompt()
    {
        int[] ids = Tokenizer.Encode("one two three");
        Assert.Equal(" two three", string.Concat(Stream(ids[2..], dropLeadingSpace: false)));
        Assert.Equal("two three", string.Concat(Stream(ids[2..], dropLeadingSpace: true)));
        Assert.Equal("  a", string.Concat(Stream([29871, 29871, 29874], dropLeadingSpace: false)));
    }

    [Fact]
    public void An_id_outside_the_vocabulary_is_named_with_its_place()
    {
        var detokenizer = new StreamingDetokenizer(Tokenizer);
        detokenizer.Append(13);
        Assert.Equal(1, Assert.Throws<InvalidTokenException>(() => detokenizer.Append(32001)).Position);
    }

    private static string[] Stream(int[] ids, bool dropLeadingSpace)
    {
        var detokenizer = new StreamingDetokenizer(Tokenizer, dropLeadingSpace);
        return [.. ids.Select(detokenizer.Append), detokenizer.Flush()];
    }

    private static string Reference(int[] ids)
    {
        var text = new StringBuilder();
        List<byte> run = [];
        foreach (int id in ids.Where(id => !Tokenizer.IsSpecial(id)).Append(-1))
        {
            if (id is >= FirstByte and < FirstByte + 256)
            {
                run.Add((byte)(id - FirstByte));
                continue;
            }

            ReadOnlySpan<byte> rest = run.ToArray();
            while (!rest.IsEmpty && Rune.DecodeFromUtf8(rest, out Rune rune, out int length) is System.Buffers.OperationStatus.Done)
            {
                text.Append(rune);
                rest = rest[length..];
            }

            text.Append('\uFFFD', rest.Length);
            run.Clear();
            text.Append(id < 0 ? "" : Tokenizer.GetPiece(id).Replace('▁', ' '));
        }

        return text.Length > 0 && text[0] == ' ' ? text.ToString(1, text.Length - 1) : text.ToString();
    }
}
