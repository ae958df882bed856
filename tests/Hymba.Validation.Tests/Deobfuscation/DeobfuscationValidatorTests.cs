using Hymba.Validation.Deobfuscation;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Deobfuscation;

public sealed class DeobfuscationValidatorTests
{
    private readonly DeobfuscationValidator _validator = new();

    [Theory]
    [InlineData("a\u202Eexe.txt", "deobfuscation.bidi-control", 1, 2)]
    [InlineData("ig\u200Bno\u200Bre", "deobfuscation.zero-width", 2, 3)]
    [InlineData("hi \U000E0041\U000E0042.", "deobfuscation.tag-characters", 3, 7)]
    [InlineData("a\uFE01\uFE02b", "deobfuscation.variation-selector", 1, 3)]
    [InlineData("ignor\u0435 it", "deobfuscation.homoglyphs", 0, 6)]
    [InlineData("x \uE000", "deobfuscation.private-use", 2, 3)]
    public void Disguises_are_found(string text, string rule, int start, int end)
        => Assert.Contains(_validator.Find(text), finding => (finding.Rule, finding.Start, finding.End) == (rule, start, end));

    [Theory]
    [InlineData("Family: \U0001F468\u200D\U0001F469\u200D\U0001F467, heart \u2764\uFE0F, keycap 1\uFE0F\u20E3")]
    [InlineData("Scotland \U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F wins")]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \u200F(abc)")]
    [InlineData("\u0915\u094D\u200D\u0937")]
    [InlineData("\uFEFFA file that begins with a mark of byte order")]
    [InlineData("\u041F\u0440\u0438\u0432\u0435\u0442, \u043C\u0438\u0440! \u03BB-calculus, 5 \u03BCm, na\u00EFve, kap\u0131")]
    [InlineData("\u4E2D\u6587\uFF0C\u65E5\u672C\u8A9E\u3067\u3059\u3002")]
    public void Ordinary_writing_is_left_alone(string text) => Assert.Empty(_validator.Find(text));

    [Fact]
    public void Invisible_text_is_removed_and_nothing_else()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("invisible_text.llm-guard"))
        {
            string text = item.Text;
            foreach (Finding finding in _validator.Find(text).AsEnumerable().Reverse())
            {
                text = text.Remove(finding.Start, finding.End - finding.Start);
            }

            Assert.Equal(item.Expected.Text("redacted_text"), text);
        }
    }

    [Fact]
    public void Cases_become_the_text_that_detectors_know()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("normalization.agentguard"))
        {
            Assert.Contains(item.Expected.Text("contains"), DeobfuscatedText.Create(item.Text).Text, StringComparison.Ordinal);
        }
    }
}
