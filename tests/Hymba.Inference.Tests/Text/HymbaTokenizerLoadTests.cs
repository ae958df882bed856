using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class HymbaTokenizerLoadTests
{
    [Fact]
    public void A_model_of_another_size_works()
    {
        using var model = new SmallModel("▁a", "ab", "▁ab");
        HymbaTokenizer tokenizer = model.Load();

        Assert.Equal(model.PieceCount, tokenizer.VocabularySize);
        Assert.Equal((1, 2, 0), (tokenizer.BosId, tokenizer.EosId, tokenizer.UnkId));
        Assert.Null(tokenizer.PadId);
        Assert.Equal(["<s>", "▁ab", "<0xC3>", "<0xA9>"], tokenizer.Encode("abé").Select(tokenizer.GetPiece));
        Assert.Equal(2, tokenizer.Encode("</s>", addBos: false)[0]);
    }

    [Fact]
    public void Listed_tokens_are_added_behind_the_pieces()
    {
        using var model = new SmallModel("ab");
        int next = model.PieceCount;
        model.WriteText("added_tokens.json", $$"""{"[PAD]": {{next}}, "[SEP]": {{next + 1}}}""");
        model.WriteText("tokenizer_config.json", """{"pad_token": {"content": "[PAD]"}, "eos_token": "[SEP]"}""");
        HymbaTokenizer tokenizer = model.Load();

        Assert.Equal(next + 2, tokenizer.VocabularySize);
        Assert.Equal(next, tokenizer.PadId);
        Assert.Equal(next + 1, tokenizer.EosId);
        Assert.Equal([next + 1], tokenizer.Encode("[SEP]", addBos: false));
    }

    [Fact]
    public void A_missing_model_is_named()
    {
        using var model = new SmallModel("ab");
        var error = Assert.Throws<ModelLoadException>(() => HymbaTokenizer.Load(model.Folder));
        Assert.Equal(model.ModelPath, error.Path);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(499_000)]
    public void A_model_cut_short_is_refused(int length)
    {
        using var model = new SmallModel("ab");
        byte[] whole = File.ReadAllBytes(Path.Combine(RealTokenizer.Folder, "tokenizer.model"));
        File.WriteAllBytes(model.ModelPath, whole[..length]);
        Assert.Throws<ModelLoadException>(() => HymbaTokenizer.Load(model.Folder));
    }

    [Fact]
    public void Every_unsupported_setting_is_reported()
    {
        using var model = new SmallModel("ab") { ByteFallback = false, RemovesExtraWhiteSpace = true };
        model.Add("<user>", 0, PieceKind.UserDefined);
        var error = Assert.Throws<ModelLoadException>(model.Load);
        Assert.Contains(error.Errors, problem => problem.Contains("byte fallback", StringComparison.Ordinal));
        Assert.Contains(error.Errors, problem => problem.Contains("white space", StringComparison.Ordinal));
        Assert.Contains(error.Errors, problem => problem.Contains("UserDefined", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_that_is_not_byte_pair_is_refused()
    {
        using var model = new SmallModel("ab") { ModelType = 1 };
        Assert.Throws<ModelLoadException>(model.Load);
    }

    [Fact]
    public void A_missing_byte_is_named()
    {
        using var model = new SmallModel("ab");
        model.RemovePiece("<0x41>");
        Assert.Contains("byte 65", Assert.Throws<ModelLoadException>(model.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_of_absurd_length_is_refused_at_once()
    {
        using var model = new SmallModel("ab");
        model.Add(new string('a', 1_000_000), -9, PieceKind.Normal);
        Assert.Contains("1000000 characters", Assert.Throws<ModelLoadException>(model.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_absurd_size_is_refused_unread()
    {
        using var model = new SmallModel("ab");
        using (FileStream file = File.Create(model.ModelPath))
        {
            file.SetLength(1L << 31);
        }

        Assert.Contains("2147483648 bytes", Assert.Throws<ModelLoadException>(() => HymbaTokenizer.Load(model.Folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"added_tokens_decoder": {"x": {"content": "y"}}}""")]
    [InlineData("""{"added_tokens_decoder": {"2": {"content": "other"}}}""")]
    [InlineData("""{"added_tokens_decoder": {"99999999999": {"content": "[PAD]"}}}""")]
    [InlineData("""{"added_tokens_decoder": {"99999": {"content": "[PAD]"}}}""")]
    [InlineData("""{"added_tokens_decoder": {"2": {"content": "</s>", "lstrip": true}}}""")]
    [InlineData("""{"added_tokens_decoder": {"2": {"content": ""}}}""")]
    [InlineData("""{"eos_token": "<nowhere>"}""")]
    [InlineData("""{"eos_token": 5}""")]
    public void A_damaged_or_contradicting_config_is_refused(string config)
    {
        using var model = new SmallModel("ab");
        model.WriteText("tokenizer_config.json", config);
        Assert.Throws<ModelLoadException>(model.Load);
    }
}
