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
        foreach (string text in CaseTexts.All().Concat([@"a\x6A\u0065b \x6", "&#106;&#x6f; &#12"]))
        {
            var whole = DeobfuscatedText.Create(text, decode);
            for (int length = 0; length <= text.Length; length++)
            {
                var part = DeobfuscatedText.Create(text[..length], decode);
                Assert.StartsWith(part.Text[..part.KnownLength], whole.Text, StringComparison.Ordinal);
            }
        }
    }
}
