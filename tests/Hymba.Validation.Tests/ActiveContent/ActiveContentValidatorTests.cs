using Hymba.Validation.ActiveContent;

namespace Hymba.Validation.Tests.ActiveContent;

public sealed class ActiveContentValidatorTests
{
    private static readonly ActiveContentValidator Validator = new();
    private static readonly string[] Files = ["active_content.garak", "active_content.nemo"];

    [Fact]
    public void Cases_are_flagged_as_expected()
    {
        GuardrailCase[] wrong = [.. Files.SelectMany(GuardrailCase.Read).Where(item => Contract.Find(Validator, item.Text).Count > 0 != item.Flag)];
        Figures.Write($"active content: {wrong.Length} wrong of {Files.Sum(file => GuardrailCase.Read(file).Count)}");
        Assert.DoesNotContain(wrong, item => item.Tier == "core");
        Assert.True(wrong.Length <= 2, string.Join('\n', wrong.Select(item => item.Text)));
    }

    [Fact]
    public void Terminal_escapes_are_told_apart_from_their_spellings()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("terminal_escapes.garak"))
        {
            IReadOnlyList<Finding> findings = Contract.Find(new ActiveContentValidator(ContentSinks.Terminal), item.Text);
            Assert.Equal(item.Expected.GetProperty("raw").GetBoolean(), findings.Any(finding => finding.Rule == ActiveContentRules.Terminal));
            bool escaped = item.Expected.TryGetProperty("escaped", out _);
            Assert.Equal(escaped, findings.Any(finding => finding.Rule == ActiveContentRules.TerminalEscaped));
        }
    }

    [Fact]
    public void Streaming_settles_what_the_whole_text_says()
    {
        string before = string.Concat(Prose.Replies);
        Contract.CheckStreaming(Validator, before + "10; DROP TABLE users -- and <script>x</script> " + before);
        foreach (GuardrailCase item in Files.Append("terminal_escapes.garak").SelectMany(GuardrailCase.Read))
        {
            Contract.CheckStreaming(Validator, "First: " + item.Text + " and then\n```\n" + item.Text + "\n```\nmore");
        }
    }

    [Fact]
    public void Neutral_text_stays_neutral()
    {
        foreach (GuardrailCase item in Files.Append("terminal_escapes.garak").SelectMany(GuardrailCase.Read))
        {
            string once = Neutralize(item.Text);
            Assert.Equal(once, Neutralize(once));
            Assert.DoesNotContain(Contract.Find(Validator, once), finding => finding.Severity > Severity.Low);
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)</script>")]
    [InlineData("a \u001b[31mred\u001b[0m b", "a red b")]
    [InlineData("{{self.__init__}}", "{ { self.__init__} } ")]
    public void Each_kind_has_its_harmless_form(string text, string expected) => Assert.Equal(expected, Neutralize(text));

    [Fact]
    public void Prose_and_harmless_code_pass_and_are_hardly_held_back()
    {
        foreach (string text in Prose.Replies.Append("SELECT * FROM users WHERE role = 'admin'; the cat sat; C:\\example \\epsilon | id | name |"))
        {
            Assert.Empty(Contract.Find(Validator, text));
            Assert.InRange(Contract.Held(Validator, text), 0, 6);
            Contract.CheckStreaming(Validator, text);
        }
    }

    [Fact]
    public void In_a_code_fence_it_is_only_shown()
    {
        Finding finding = Assert.Single(Contract.Find(Validator, "Look:\n```html\n<script src=x>\n```\n"));
        Assert.Equal(Severity.Low, finding.Severity);
    }

    [Theory]
    [InlineData("1. First:\n\n   ```html\n   <script src=x>\n   ```\n")]
    [InlineData("<details>\n\n```html\n<script src=x>\n```\n\n</details>")]
    [InlineData("```html\r\n<script src=x>\r\n```\r\n")]
    [InlineData("<!-- note -->\n\n```html\n<script src=x>\n```\n")]
    [InlineData("<!-->\n\n```html\n<script src=x>\n```\n")]
    [InlineData("<pre>\n\nx</pre> y\n\n```html\n<script src=x>\n```\n")]
    [InlineData("Write `<pre>` or <!-- so:\n\n```html\n<script src=x>\n```\n")]
    [InlineData("<present>\n\n```html\n<script src=x>\n```\n")]
    [InlineData("```\n<!--\n<pre>\n<script src=x>\n```\n")]
    public void In_lists_and_between_tags_it_is_only_shown_too(string text)
    {
        Assert.Equal(Severity.Low, Assert.Single(Contract.Find(Validator, text)).Severity);
        Contract.CheckStreaming(Validator, text);
    }

    [Theory]
    [InlineData("- a\n  ```\n<script src=x>\n")]
    [InlineData("    ```\n<script src=x>\n")]
    [InlineData("- a\n  ```\n```\ncode\n```\n<script src=x>\n")]
    [InlineData("~~~\rx\r~~~\r\n<script src=x>\n")]
    [InlineData("<div>\n```\n<script src=x>\n```\n</div>\n")]
    [InlineData("```\ncode\n```\n<script src=x>\n")]
    [InlineData("<b>x</b>\n```\ncode\n\n```\n<script src=x>\n")]
    [InlineData("<pre>\n\n```\n<script src=x>\n```\n</pre>\n")]
    [InlineData("<pre\n>\n\n```\n<script src=x>\n")]
    [InlineData("<PRE class=\"x\">\r\n\r\n~~~\r\n<script src=x>\r\n")]
    [InlineData("<!--\n\n```\n-->\n<script src=x>\n")]
    [InlineData("<!-- a -- > b\n\n```\n\n--> <script src=x>\n")]
    [InlineData("- <!--\n\n  ```\n  -->\n<script src=x>\n")]
    [InlineData("> 1. <pre>\n\n```\n<script src=x>\n")]
    [InlineData("<?x\n\n```\n?>\n<script src=x>\n")]
    [InlineData("<!DOCTYPE x\n\n```\n>\n<script src=x>\n")]
    [InlineData("<![CDATA[\n\n```\n]]>\n<script src=x>\n")]
    [InlineData("<textarea>\n\n```\n</textarea>\n<script src=x>\n")]
    public void A_fence_that_a_renderer_does_not_see_or_has_left_hides_nothing(string text)
    {
        Assert.Equal(Severity.High, Assert.Single(Contract.Find(Validator, text)).Severity);
        Contract.CheckStreaming(Validator, text);
    }

    [Theory]
    [InlineData("The `<script>` element embeds code.")]
    [InlineData("Use ``<script src=x>`` or `a`.")]
    [InlineData("First `a`, then `b` and `<script src=x>`, it says.\nAnd `<b>` next.")]
    [InlineData("A line.\r\n\r\nWrite `<script src=x>` here.")]
    [InlineData("5 < 6, so `<script src=x>` is code.")]
    [InlineData("| a | b |\n| --- | --- |\n| `<script src=x>` | c |")]
    public void In_back_ticks_it_is_only_shown(string text)
    {
        Assert.Equal(Severity.Low, Assert.Single(Contract.Find(Validator, text)).Severity);
        Contract.CheckStreaming(Validator, text);
    }

    [Theory]
    [InlineData("An ` and <script src=x>")]
    [InlineData("`a` <script src=x> `b`")]
    [InlineData("`a ``<script src=x>``")]
    [InlineData("\\`<script src=x>\\`")]
    [InlineData("`a\\` <script src=x> `b`")]
    [InlineData("an ` open one\nand `<script src=x>`")]
    [InlineData("# a `\nfoo ` bar\n`<script src=x>`")]
    [InlineData("| `<script src=x> | `x |")]
    [InlineData("| `a | `<script src=x>` |")]
    [InlineData("<div>`<script src=x>`</div>")]
    [InlineData("<div>\n`<script src=x>`")]
    [InlineData("- <div>\n  `<script src=x>`")]
    [InlineData("<pre>\n\n`<script src=x>`")]
    [InlineData("<!-- -->`<script src=x>`")]
    [InlineData("`<script\nsrc=x>`")]
    [InlineData("`\n<script src=x>`")]
    [InlineData("a\r`<script src=x>\r`")]
    public void Back_ticks_that_a_renderer_may_read_otherwise_hide_nothing(string text)
    {
        Assert.Equal(Severity.High, Assert.Single(Contract.Find(Validator, text)).Severity);
        Contract.CheckStreaming(Validator, text);
    }

    [Fact]
    public void A_run_of_back_ticks_counts_whole_however_far_away_it_is()
    {
        for (int far = 505; far < 520; far++)
        {
            string text = "`<script src=x>" + new string('x', far) + "`` and so on";
            Assert.Equal(Severity.High, Assert.Single(Contract.Find(Validator, text)).Severity);
        }
    }

    private static string Neutralize(string text)
    {
        foreach (Finding finding in Contract.Find(Validator, text).Reverse())
        {
            text = text[..finding.Start] + ContentNeutralizer.Neutralize(text, finding) + text[finding.End..];
        }

        return text;
    }
}
