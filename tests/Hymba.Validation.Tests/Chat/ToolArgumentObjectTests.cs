using System.Text.Json;
using Hymba.Validation.Policies;
using Hymba.Validation.Secrets;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Chat;

/// <summary>Arguments of calls that are objects of .NET, and secrets in pieces.</summary>
public sealed class ToolArgumentObjectTests
{
    private const string Key = "gh" + "p_wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx";

    public static TheoryData<string, object> Objects => new()
    {
        { "a dictionary", new Dictionary<string, object?> { ["deep"] = new Dictionary<string, object?> { ["k"] = Key } } },
        { "a list", new List<object?> { 1, "x " + Key } },
        { "strings", new[] { "a", Key } },
        { "an address", new Uri("https://a.example/?k=" + Key) },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task Objects_are_judged_by_their_json(string name, object value)
    {
        Assert.NotEmpty(name);
        var verdict = await Make().ValidateCallAsync(Call(value), Pipelines.Reply);
        Assert.Equal(ValidationDecision.Redact, verdict.Decision);
        Assert.DoesNotContain(Key, JsonSerializer.Serialize(verdict.Call.Arguments), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_without_findings_stay_what_they_are()
    {
        object[] values = [new Dictionary<string, object?> { ["a"] = 1 }, new List<object?> { true, null, "x" }, Guid.Empty, new[] { "a", "b" }];
        foreach (object value in values)
        {
            var verdict = await Make().ValidateCallAsync(Call(value), Pipelines.Reply);
            Assert.Equal(ValidationDecision.Allow, verdict.Decision);
            Assert.Same(value, verdict.Call.Arguments!["x"]);
        }
    }

    [Fact]
    public async Task An_object_that_has_no_json_blocks_the_call()
    {
        var verdict = await Make().ValidateCallAsync(Call((Action)(() => { })), Pipelines.Reply);
        Assert.Equal((ValidationDecision.Block, "pipeline.validator-failed"), (verdict.Decision, verdict.Rule));
    }

    [Fact]
    public async Task A_secret_in_pieces_blocks_the_call()
    {
        object[] values = [JsonSerializer.SerializeToElement(new[] { "x", Key[..9], Key[9..] }), new List<string> { Key[..20], Key[20..] }];
        foreach (object value in values)
        {
            var verdict = await Make().ValidateCallAsync(Call(value), Pipelines.Reply);
            Assert.Equal((ValidationDecision.Block, "secrets.github-token"), (verdict.Decision, verdict.Rule));
        }

        var apart = await Make().ValidateCallAsync(Call(JsonSerializer.SerializeToElement(new[] { Key[..9], " ", Key[9..] })), Pipelines.Reply);
        Assert.Equal(ValidationDecision.Allow, apart.Decision);
    }

    private static FunctionCallContent Call(object value) => new("1", "f", new Dictionary<string, object?> { ["x"] = value });

    private static ValidationPipeline Make()
        => Pipelines.Make(Pipelines.Options(Pipelines.On("secrets", ValidationAction.Redact)), [new SecretsValidator()]);
}
