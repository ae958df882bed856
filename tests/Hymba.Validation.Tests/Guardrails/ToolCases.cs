using System.Text.Json;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Tools, calls and results of the cases, which are written as chat services send them.</summary>
internal static class ToolCases
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    /// <summary>Takes any arguments.</summary>
    public static AIFunctionDeclaration Open(string name)
        => AIFunctionFactory.CreateDeclaration(name, null, JsonElement.Parse("""{"type":"object","additionalProperties":true}"""));

    public static AIFunctionDeclaration Tool(JsonElement tool) => AIFunctionFactory.CreateDeclaration(
        tool.Text("name"), null, tool.TryGetProperty("parameters", out var schema) ? schema : NoParameters);

    public static FunctionCallContent Call(JsonElement call) => call.TryGetProperty("arguments_json", out var text)
        ? FunctionCallContent.CreateFromParsedArguments(text.GetString()!, call.Text("id"), call.Text("name"), json => Arguments(JsonElement.Parse(json)))
        : new FunctionCallContent(call.Text("id"), call.Text("name"), Arguments(call.GetProperty("arguments")));

    public static Dictionary<string, object?> Arguments(JsonElement arguments)
        => arguments.EnumerateObject().ToDictionary(member => member.Name, member => (object?)member.Value);

    /// <summary>A result; its content is a text or a list of parts, anything else cannot be read.</summary>
    public static FunctionResultContent Result(JsonElement result)
    {
        var content = result.GetProperty("content");
        return new FunctionResultContent(result.Text("call_id"), content.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => content.GetString(),
            JsonValueKind.Array => content.EnumerateArray().Select(part => new TextContent(part.Text("text"))).ToList<AIContent>(),
            _ => default(JsonElement),
        })
        {
            AdditionalProperties = result.TryGetProperty("name", out var name) ? new() { ["name"] = name.GetString() } : null,
        };
    }

    public static ValidationPipeline Pipeline(RecordingSink? sink = null, LogRecorder? logs = null)
    {
        var options = Pipelines.Options(Pipelines.On("tools", ValidationAction.Block, TextRole.Assistant, TextRole.Tool));
        return Pipelines.Make(options, [], [.. BuiltInValidators.Tools[RuleCategories.Tools]()], sink, loggers: logs);
    }

    /// <summary>The rule that blocks each call of a turn; null for those that may run.</summary>
    public static async Task<List<string?>> JudgeCallsAsync(GuardrailCase item, ValidationPipeline pipeline)
    {
        var context = new ValidationContext { Tools = [.. item.Data.GetProperty("tools").EnumerateArray().Select(Tool)] };
        var rules = new List<string?>();
        foreach (var call in item.Data.GetProperty("calls").EnumerateArray().Select(Call))
        {
            var verdict = await pipeline.ValidateCallAsync(call, context);
            Assert.Equal(verdict.Rule is null ? ValidationDecision.Allow : ValidationDecision.Block, verdict.Decision);
            rules.Add(verdict.Rule);
            context = context with { Calls = [.. context.Calls, call] };
        }

        return rules;
    }

    public static async Task<bool> JudgesCallsRightAsync(GuardrailCase item)
    {
        var rules = await JudgeCallsAsync(item, Pipeline());
        return item.Expected.GetProperty("allowed").GetBoolean() == rules.TrueForAll(rule => rule is null)
            && (!item.Expected.TryGetProperty("violations", out var violations) || violations.EnumerateArray().All(violation
                => rules[violation.GetProperty("index").GetInt32()] == Rule(violation.Text("type"))));
    }

    public static async Task<bool> JudgesResultsRightAsync(GuardrailCase item)
    {
        var pipeline = Pipeline();
        var calls = item.Data.GetProperty("prior_calls").EnumerateArray().Select(Call);
        List<ChatMessage> messages = [new(ChatRole.User, "go"), new(ChatRole.Assistant, [.. calls])];
        var isAllowed = true;
        foreach (var result in item.Data.GetProperty("results").EnumerateArray().Select(Result))
        {
            messages.Add(new ChatMessage(ChatRole.Tool, [result]));
            isAllowed &= (await pipeline.ValidateResultAsync(result, new ValidationContext { Messages = messages })).Decision == ValidationDecision.Allow;
        }

        return isAllowed == item.Expected.GetProperty("allowed").GetBoolean();
    }

    public static async Task<bool> FlagsArgumentsAsync(GuardrailCase item)
    {
        var name = item.String("tool");
        var call = new FunctionCallContent("c", name, Arguments(item.Data.GetProperty("arguments")));
        return (await Pipeline().ValidateCallAsync(call, new ValidationContext { Tools = [Open(name)] })).Decision == ValidationDecision.Block;
    }

    public static string Rule(string violation) => violation switch
    {
        "unexpected_arguments" => ToolRules.UnexpectedArguments,
        "arguments_invalid" => ToolRules.InvalidArguments,
        "malformed_arguments" => ToolRules.MalformedArguments,
        _ => throw new ArgumentOutOfRangeException(nameof(violation), violation, "No such violation."),
    };
}
