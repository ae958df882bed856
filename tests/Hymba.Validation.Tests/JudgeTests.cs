using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;

namespace Hymba.Validation.Tests;

public sealed class JudgeTests
{
    [Theory]
    [InlineData("no", ValidationDecision.Allow)]
    [InlineData(" No.\n", ValidationDecision.Allow)]
    [InlineData("yes", ValidationDecision.Block)]
    [InlineData("no, but", ValidationDecision.Block)]
    [InlineData("", ValidationDecision.Block)]
    [InlineData("{\"answer\": \"no\"}", ValidationDecision.Block)]
    public async Task Whatever_is_not_a_plain_no_counts_as_yes_even_failing_open(string answer, ValidationDecision expected)
    {
        var options = Pipelines.Options(Pipelines.On("judge.insult", ValidationAction.Block));
        options.OnFailure = FailureMode.Open;
        var model = ScriptedClient.Saying(answer);
        options.Judges.Add(new Judge(model, "judge.insult", "Does it insult somebody?"));
        var result = await Pipelines.Make(options, []).ValidateAsync("You are kind.", Pipelines.Reply);
        Assert.Equal((expected, expected == ValidationDecision.Allow ? "You are kind." : string.Empty), (result.Decision, result.Text));
        Assert.Contains("You are kind.", model.Requests[0][^1].Text, StringComparison.Ordinal);
    }
}
