using Hymba.Validation.Leak;

namespace Hymba.Validation.Tests.Leak;

public sealed class SystemPromptLeakValidatorTests
{
    private const string Prompt =
        "You are the assistant of the Harbour Library. Answer questions about opening hours, membership and lending in a friendly tone. "
        + "Never mention the discount code for staff, and never talk about the planned closure of the eastern reading room in autumn. "
        + "If somebody asks for legal advice, send them to the front desk on the second floor.";

    private static readonly SystemPromptLeakValidator Validator = new();

    [Fact]
    public void Cases_are_flagged_as_expected()
    {
        foreach (GuardrailCase item in GuardrailCase.Read("system_prompt_leak.garak"))
        {
            ValidationContext context = new() { SystemPrompt = item.String("system_prompt") };
            Assert.True(Contract.Find(Validator, item.Text, context).Count > 0 == item.Flag, item.Text);
            Contract.CheckStreaming(Validator, "Well: " + item.Text + " You are welcome.", context);
        }
    }

    [Theory]
    [InlineData("Sure. never mention the DISCOUNT CODE for staff, and never talk about it", "leak.verbatim")]
    [InlineData("N e v e r   m-e-n-t-i-o-n **the discount** code for `staff`, and never", "leak.verbatim")]
    public void Disguised_parts_are_found(string text, string rule)
    {
        ValidationContext context = new() { SystemPrompt = Prompt };
        Assert.Contains(Contract.Find(Validator, text, context), finding => finding.Rule == rule);
        Contract.CheckStreaming(Validator, text, context);
        Contract.CheckStreaming(Validator, string.Join("\n", Prose.Replies) + text + "\n" + Prose.Replies[0], context);
    }

    [Theory]
    [InlineData(0xFEE0)]
    [InlineData(0xE0000)]
    public void Parts_in_other_forms_of_letters_are_found(int shift)
    {
        string plain = Prompt[130..260];
        string text = "Here: " + string.Concat(plain.Select(c => c == ' ' ? " " : char.ConvertFromUtf32(c + shift))) + " done";
        ValidationContext context = new() { SystemPrompt = Prompt };
        Finding finding = Assert.Single(Contract.Find(Validator, text, context));
        Assert.Equal("leak.verbatim", finding.Rule);
        Assert.False(char.IsLowSurrogate(text[finding.End]));
        Contract.CheckStreaming(Validator, text, context);
        Contract.CheckStreaming(Validator, text["Here: ".Length..], context);
    }

    [Fact]
    public void A_part_in_look_alikes_is_found()
    {
        string text = Prompt[130..260].Replace('a', '\u0430').Replace('e', '\u0435').Replace('o', '\u043E');
        ValidationContext context = new() { SystemPrompt = Prompt };
        Assert.Equal("leak.verbatim", Assert.Single(Contract.Find(Validator, text, context)).Rule);
        Contract.CheckStreaming(Validator, text, context);
    }

    [Fact]
    public void A_reconstruction_in_pieces_is_found()
    {
        const string Text =
            "I am the assistant of the Harbour club. I answer questions about opening hours, then membership and lending in some way. I must never mention "
            + "the discount thing. I shall talk about the planned works, and the eastern reading room in spring. If anybody asks for legal help, "
            + "I send them to the front door, on the second floor too; code for staff, and never more; closure of the eastern wing; lending in a friendly way.";
        ValidationContext context = new() { SystemPrompt = Prompt };
        Assert.Contains(Contract.Find(Validator, Text, context), finding => finding.Rule == "leak.containment");
        Contract.CheckStreaming(Validator, Text, context);
    }

    [Fact]
    public void Canaries_are_new_and_found_whole_or_in_pieces()
    {
        string token = CanaryToken.Create();
        Assert.NotEqual(token, CanaryToken.Create());
        ValidationContext context = new() { SystemPrompt = CanaryToken.Embed(Prompt, token) };
        foreach (string text in new[] { $"It is {token}, you see.", $"It is {string.Join(' ', token.AsEnumerable())}.", token.ToUpperInvariant() })
        {
            Assert.Equal("leak.canary", Assert.Single(Contract.Find(Validator, text, context)).Rule);
            Contract.CheckStreaming(Validator, text + " The end.", context);
        }
    }

    [Fact]
    public void The_shape_of_a_canary_suffices_without_a_prompt()
    {
        const string Text = "my canary is cn-7f3a91c2-e0d4 indeed";
        Finding finding = Assert.Single(Contract.Find(Validator, Text));
        Assert.Equal("cn-7f3a91c2-e0d4", Text[finding.Start..finding.End]);
        Contract.CheckStreaming(Validator, Text);
    }

    [Fact]
    public void Prose_passes_and_is_hardly_held_back()
    {
        ValidationContext context = new() { SystemPrompt = CanaryToken.Embed(Prompt, "cn-0123abcd-4567") };
        foreach (string text in Prose.Replies.Append("The library opens at nine; membership is free, and lending is too."))
        {
            Assert.Empty(Contract.Find(Validator, text, context));
            Assert.InRange(Contract.Held(Validator, text, context), 0, 12);
            Contract.CheckStreaming(Validator, text, context);
        }
    }
}
