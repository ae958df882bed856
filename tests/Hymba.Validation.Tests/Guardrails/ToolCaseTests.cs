using System.Text.Json;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Guardrails;

public sealed class ToolCaseTests
{
    private const string Calls = "tool_call_validation.nemo";
    private const string Results = "tool_result_validation.nemo";
    private const string Injections = "tool_args_injection.agentguard";

    public static TheoryData<string> CallIds => Ids(Calls);

    public static TheoryData<string> ResultIds => Ids(Results);

    public static TheoryData<string> InjectionIds => Ids(Injections);

    [Theory]
    [MemberData(nameof(CallIds))]
    public async Task Calls_are_judged_as_expected_and_never_repeated(string id)
    {
        var item = Case(Calls, id);
        var sink = new RecordingSink();
        var logs = new LogRecorder();
        var pipeline = Pipeline(sink, logs);
        var context = new ValidationContext { Tools = [.. item.Data.GetProperty("tools").EnumerateArray().Select(ToolCases.Tool)] };
        var rules = new List<string?>();
        foreach (var call in item.Data.GetProperty("calls").EnumerateArray().Select(ToolCases.Call))
        {
            var verdict = await pipeline.ValidateCallAsync(call, context);
            Assert.Equal(verdict.Rule is null ? ValidationDecision.Allow : ValidationDecision.Block, verdict.Decision);
            rules.Add(verdict.Rule);
            context = context with { Calls = [.. context.Calls, call] };
        }

        Assert.Equal(item.Expected.GetProperty("allowed").GetBoolean(), rules.TrueForAll(rule => rule is null));
        foreach (var violation in item.Expected.TryGetProperty("violations", out var violations) ? violations.EnumerateArray() : default)
        {
            Assert.Equal(Rule(violation.Text("type")), rules[violation.GetProperty("index").GetInt32()]);
        }

        Assert.DoesNotContain(sink.Records, record => record.ToString().Contains("SECRET-VALUE", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains("SECRET-VALUE", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ResultIds))]
    public async Task Results_are_judged_as_expected(string id)
    {
        var item = Case(Results, id);
        var pipeline = Pipeline();
        var calls = item.Data.GetProperty("prior_calls").EnumerateArray().Select(ToolCases.Call);
        List<ChatMessage> messages = [new(ChatRole.User, "go"), new(ChatRole.Assistant, [.. calls])];
        var isAllowed = true;
        foreach (var result in item.Data.GetProperty("results").EnumerateArray().Select(ToolCases.Result))
        {
            messages.Add(new ChatMessage(ChatRole.Tool, [result]));
            isAllowed &= (await pipeline.ValidateResultAsync(result, new ValidationContext { Messages = messages })).Decision == ValidationDecision.Allow;
        }

        Assert.Equal(item.Expected.GetProperty("allowed").GetBoolean(), isAllowed);
    }

    [Theory]
    [MemberData(nameof(InjectionIds))]
    public async Task Injection_in_arguments_is_found_however_deep_it_lies(string id)
    {
        var item = Case(Injections, id);
        var pipeline = Pipeline();
        var context = new ValidationContext { Tools = [ToolCases.Open(item.String("tool"))] };
        var arguments = item.Data.GetProperty("arguments");
        foreach (var given in new[] { arguments, JsonSerializer.SerializeToElement(new { deep = new object[] { 1, new { arguments } } }) })
        {
            var verdict = await pipeline.ValidateCallAsync(new FunctionCallContent("c", item.String("tool"), ToolCases.Arguments(given)), context);
            Assert.Equal(item.Flag, verdict.Decision == ValidationDecision.Block);
            Assert.All(verdict.Findings, finding => Assert.StartsWith("tools.argument-", finding.Finding.Rule, StringComparison.Ordinal));
        }
    }

    private static TheoryData<string> Ids(string file) => [.. GuardrailCase.Read(file).Select(item => item.Id)];

    private static GuardrailCase Case(string file, string id) => GuardrailCase.Read(file).Single(item => item.Id == id);

    private static ValidationPipeline Pipeline(RecordingSink? sink = null, LogRecorder? logs = null)
    {
        var options = Pipelines.Options(Pipelines.On("tools", ValidationAction.Block, TextRole.Assistant, TextRole.Tool));
        return Pipelines.Make(options, [], [.. BuiltInValidators.Tools[RuleCategories.Tools]()], sink, loggers: logs);
    }

    private static string Rule(string violation) => violation switch
    {
        "unexpected_arguments" => ToolRules.UnexpectedArguments,
        "arguments_invalid" => ToolRules.InvalidArguments,
        "malformed_arguments" => ToolRules.MalformedArguments,
        _ => throw new ArgumentOutOfRangeException(nameof(violation), violation, "No such violation."),
    };
}
