using System.Text.Json;
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
        var pipeline = ToolCases.Pipeline(sink, logs);
        var rules = await ToolCases.JudgeCallsAsync(item, pipeline);

        Assert.Equal(item.Expected.GetProperty("allowed").GetBoolean(), rules.TrueForAll(rule => rule is null));
        foreach (var violation in item.Expected.TryGetProperty("violations", out var violations) ? violations.EnumerateArray() : default)
        {
            Assert.Equal(ToolCases.Rule(violation.Text("type")), rules[violation.GetProperty("index").GetInt32()]);
        }

        Assert.DoesNotContain(sink.Records, record => record.ToString().Contains("SECRET-VALUE", StringComparison.Ordinal));
        Assert.DoesNotContain(logs.Lines, line => line.Contains("SECRET-VALUE", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ResultIds))]
    public async Task Results_are_judged_as_expected(string id) => Assert.True(await ToolCases.JudgesResultsRightAsync(Case(Results, id)));

    [Theory]
    [MemberData(nameof(InjectionIds))]
    public async Task Injection_in_arguments_is_found_however_deep_it_lies(string id)
    {
        var item = Case(Injections, id);
        var pipeline = ToolCases.Pipeline();
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
}
