using Hymba.Validation.Repetition;
using Hymba.Validation.Tests.Guardrails;

namespace Hymba.Validation.Tests.Repetition;

public sealed class RepetitionValidatorTests
{
    [Fact]
    public void Cases_are_flagged_as_expected()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("repetition.garak-nemo"))
        {
            var validator = new RepetitionValidator(CaseSettings.Repetition(item));
            Assert.True(Contract.Find(validator, item.Text).Count > 0 == item.Flag, item.Id + item.Text);
            Contract.CheckStreaming(validator, "So: " + item.Text + "and then it ends.");
        }
    }

    [Fact]
    public void Reading_time_is_a_number_of_words()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("output_scanners.llm-guard").Where(item => item.String("scanner") == "ReadingTime"))
        {
            var validator = new RepetitionValidator(CaseSettings.Repetition(item));
            Assert.Equal(item.Expected.GetProperty("valid").GetBoolean(), Contract.Find(validator, item.Text).Count == 0);
            Contract.CheckStreaming(validator, item.Text);
        }
    }

    [Theory]
    [InlineData("ha", 250)]
    [InlineData("na na ", 80)]
    [InlineData("I do not know what to say. ", 20)]
    [InlineData("哈", 450)]
    [InlineData("word ", 100)]
    [InlineData("12345 ", 500)]
    [InlineData("4111111111111111 ", 200)]
    [InlineData("| 1 | 2 | 3 |\n", 500)]
    public void Loops_are_runaways_whose_beginning_stays(string unit, int copies)
    {
        string text = "Well: " + string.Concat(Enumerable.Repeat(unit, copies)) + "end";
        var validator = new RepetitionValidator();
        IReadOnlyList<Finding> findings = Contract.Find(validator, text);
        Assert.Contains(findings, finding => finding.Rule == "repetition.runaway");
        Assert.True(findings[0].Start >= 6 + (2 * unit.Length));
        Contract.CheckStreaming(validator, text);
        Contract.CheckStreaming(validator, string.Concat(Prose.Replies) + " " + string.Concat(Prose.Replies) + " " + text);
    }

    [Theory]
    [InlineData("Row, row, row your boat, gently down the stream.")]
    [InlineData("| a | b |\n| --- | --- |\n| 0 | 0 |\n| 0 | 0 |\n| 0 | 0 |\n")]
    [InlineData("--------------------------------------------------------------------------------------------------------------")]
    [InlineData("}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n")]
    [InlineData("No, no, no. It is very, very, very cold, and tick tock tick tock goes the clock.")]
    public void Figures_of_speech_and_drawn_lines_pass(string text) => Assert.Empty(Contract.Find(new RepetitionValidator(), text));

    [Theory]
    [InlineData("0x00, ", 256)]
    [InlineData("test passed\n", 25)]
    [InlineData("[ ] todo\n", 30)]
    [InlineData("ACGT", 60)]
    [InlineData("very ", 20)]
    [InlineData("| 0 | 0 |\n", 40)]
    public void What_code_logs_and_emphasis_repeat_is_no_runaway(string unit, int copies)
    {
        string text = "So:\n```\n" + string.Concat(Enumerable.Repeat(unit, copies)) + "\n```\n";
        Assert.DoesNotContain(Contract.Find(new RepetitionValidator(), text), finding => finding.Rule == "repetition.runaway");
        Contract.CheckStreaming(new RepetitionValidator(), text);
    }

    [Fact]
    public void Prose_passes_and_is_hardly_held_back()
    {
        foreach (string text in Prose.Replies)
        {
            Assert.Empty(Contract.Find(new RepetitionValidator(), text));
            Assert.InRange(Contract.Held(new RepetitionValidator(), text), 0, 6);
            Contract.CheckStreaming(new RepetitionValidator(), text);
        }
    }

    [Fact]
    public void Limits_below_zero_are_refused() => Assert.Throws<ArgumentException>(() => new RepetitionValidator(new() { MaxWords = -1 }));
}
