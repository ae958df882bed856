using Hymba.Validation.Deobfuscation;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Deobfuscation;

public sealed class DeobfuscatedTextTests
{
    [Theory]
    [InlineData("\uFF41\uFF42\uFF03", "ab#")]
    [InlineData("\U0001D5EE\U0001D7D9", "a1")]
    [InlineData("p\u200By\u2060p\u0430\u0443", "pypay")]
    [InlineData("\uFB01le", "file")]
    [InlineData("e\u0301", "e")]
    [InlineData("\u202Eabc\u202C", "abc")]
    [InlineData("stra\u00DFe \u4E2D\u6587 \U0001F600", "stra\u00DFe \u4E2D\u6587 \U0001F600")]
    public void Forms_become_plain(string text, string expected) => Assert.Equal(expected, DeobfuscatedText.Create(text).Text);

    [Theory]
    [InlineData("x %6a%6F%65", "x joe")]
    [InlineData("data:Ym9iQHNlcnZlci5uZXQ= end", "data:bob@server.net end")]
    [InlineData("626f62407365727665722e6e6574", "bob@server.net")]
    [InlineData("100% sure, 5%20 off", "100% sure, 5  off")]
    [InlineData(@"a\x6Ao\u0065 b\xZZ \u00e9 \n", @"ajoe b\xZZ \u00e9 \n")]
    [InlineData("&#106;&#x6f;&#0101; &#233; &#x; &amp;", "joe &#233; &#x; &amp;")]
    [InlineData("Internationalisation matters", "Internationalisation matters")]
    public void Encoded_runs_are_decoded(string text, string expected)
        => Assert.Equal(expected, DeobfuscatedText.Create(text, decode: true).Text);

    [Theory]
    [InlineData("a Ym9iQHNl\u200BcnZlci5u\U000E0041ZXQ= b", "a bob@server.net b")]
    [InlineData("Ym9iQHNl\u200B\u2060cnZlci5uZXQ", "bob@server.net")]
    [InlineData("word\u200BYm9iQHNlcnZlci5uZXQ= b", "wordbob@server.net b")]
    [InlineData("626f6240\u00AD7365727665722e6e6574", "bob@server.net")]
    [InlineData("Ym9iQHNl\ncnZlci5uZXQ", "Ym9iQHNl\ncnZlci5uZXQ")]
    public void Invisible_characters_in_an_encoded_run_hide_nothing(string text, string expected)
        => Assert.Equal(expected, DeobfuscatedText.Create(text, decode: true).Text);

    [Theory]
    [InlineData(64, "\n", 100)]
    [InlineData(64, "\r\n", 100)]
    [InlineData(76, "\r\n", 200)]
    [InlineData(76, "\n", 4_000)]
    [InlineData(64, "\n", 4_000)]
    [InlineData(64, "\u200B\n", 300)]
    public void Lines_of_mail_and_keys_are_one_run(int width, string end, int length)
    {
        string plain = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * i % 23))));
        string encoded = string.Join(end, Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(plain)).Chunk(width).Select(line => new string(line)));
        var view = DeobfuscatedText.Create($"So:\n{encoded}\nNext word", decode: true);
        Assert.Equal($"So:\n{plain}\nNext word", view.Text);
        Assert.InRange(view.ToOriginal(4, 5).Start, 4, 4);
        Assert.Equal(4 + encoded.Length, view.ToOriginal(3 + length, 4 + length).End);
    }

    [Theory]
    [InlineData("")]
    [InlineData("QUJDREVGR0hJSktM")]
    public void A_line_that_ends_a_block_needs_no_padding_and_no_end(string rest)
    {
        string line = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(new string('x', 48)));
        Assert.Equal(
            new string('x', 48) + (rest.Length > 0 ? "ABCDEFGHIJKL" : "\nPlain"),
            DeobfuscatedText.Create($"{line}\n{(rest.Length > 0 ? rest : "Plain")}", decode: true).Text);
    }

    [Fact]
    public void Spans_lead_back_to_the_original()
    {
        var view = DeobfuscatedText.Create("ab\u200Bc \U0001D5EEd Ym9iQHNlcnZlci5uZXQ=", decode: true);

        Assert.Equal("abc ad bob@server.net", view.Text);
        Assert.Equal((0, 4), view.ToOriginal(0, 3));
        Assert.Equal((5, 7), view.ToOriginal(4, 5));
        Assert.Equal((9, 29), view.ToOriginal(8, 10));
        Assert.Equal(29, view.ToOriginal(view.Text.Length));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_longer_text_begins_alike(bool decode)
    {
        foreach (string text in CaseTexts.All().Concat([@"a\x6A\u0065b \x6", "&#106;&#x6f; &#12", .. Interrupted()]))
        {
            var whole = DeobfuscatedText.Create(text, decode);
            for (int length = 0; length <= text.Length; length++)
            {
                var part = DeobfuscatedText.Create(text[..length], decode);
                Assert.StartsWith(part.Text[..part.KnownLength], whole.Text, StringComparison.Ordinal);
            }
        }
    }

    private static IEnumerable<string> Interrupted()
    {
        string line = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("mail ", 20))[..48]));
        yield return $"{line}\r\n{line}\nWord";
        yield return $"{line[..20]}\u200B{line[20..]}\n{line}\n{line}{line} x {line}\n\U000E0041{line}\n";
        yield return string.Concat(Enumerable.Repeat(line + "\n", 30));
        yield return string.Concat(Enumerable.Repeat("QU\u200B", 600)) + "a" + new string('b', 1100) + " c";
    }
}
