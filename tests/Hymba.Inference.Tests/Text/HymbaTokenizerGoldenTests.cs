using System.Text.Json;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class HymbaTokenizerGoldenTests
{
    private static readonly HymbaTokenizer Tokenizer = RealTokenizer.Instance;

    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Fixture("golden/tokenizer/cases.json"))).RootElement;

    [Fact]
    public void Every_text_encodes_to_the_reference_ids()
    {
        int compared = 0;
        foreach (JsonElement golden in Golden.GetProperty("cases").EnumerateArray())
        {
            if (golden.TryGetProperty("uncertain", out JsonElement uncertain) && uncertain.GetBoolean())
            {
                continue;
            }

            string text = golden.GetProperty("text").GetString()!;
            int[] expected = Ids(golden);
            Assert.Equal(expected, Tokenizer.Encode(text));
            Assert.Equal(expected[1..], Tokenizer.Encode(text, addBos: false));
            Assert.Equal(expected.Length, Tokenizer.CountTokens(text));
            Assert.Equal(golden.GetProperty("decoded").GetString(), Tokenizer.Decode(expected));
            compared++;
        }

        Assert.True(compared >= 300, $"only {compared} cases were compared");
    }

    [Fact]
    public void Every_id_list_decodes_to_the_reference_text()
    {
        int compared = 0;
        foreach (JsonElement golden in Golden.GetProperty("decode").EnumerateArray())
        {
            string decoded = Tokenizer.Decode(Ids(golden), golden.GetProperty("skip_special_tokens").GetBoolean());
            Assert.Equal(golden.GetProperty("decoded").GetString(), decoded);
            compared++;
        }

        Assert.True(compared >= 50, $"only {compared} cases were compared");
    }

    private static int[] Ids(JsonElement golden) => [.. golden.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
}
