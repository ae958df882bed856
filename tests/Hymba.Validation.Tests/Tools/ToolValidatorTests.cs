using System.Text.Json;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Guardrails;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Tests.Tools;

public sealed class ToolValidatorTests
{
    private static readonly IToolCallValidator[] All = [.. BuiltInValidators.Tools[RuleCategories.Tools]()];

    [Fact]
    public void Only_tools_that_were_offered_may_be_called()
    {
        var context = new ValidationContext { Tools = [ToolCases.Open("search")] };
        Assert.Empty(Judge(Call("search"), context));
        Assert.Equal([ToolRules.Unknown], Judge(Call("Search"), context));
        Assert.Equal([ToolRules.Unknown], Judge(Call("search"), new ValidationContext()));
    }

    [Theory]
    [InlineData("""{"type":"string","pattern":"("}""")]
    [InlineData("""{"$ref":"https://example.com/schema"}""")]
    [InlineData("""{"type":12}""")]
    public void A_schema_that_cannot_be_used_fails_closed(string schema)
    {
        var tool = AIFunctionFactory.CreateDeclaration("t", null, JsonElement.Parse(schema));
        Assert.Equal([ToolRules.InvalidSchema], Judge(Call("t"), new ValidationContext { Tools = [tool] }));
    }

    [Fact]
    public void A_tool_made_from_a_method_takes_what_the_method_takes()
    {
        var add = AIFunctionFactory.Create((int left, int right = 2) => left + right, "add");
        var now = AIFunctionFactory.Create(() => 5, "now");
        var context = new ValidationContext { Tools = [add, now] };
        Assert.Empty(Judge(Call("add", ("left", 1)), context));
        Assert.Empty(Judge(Call("add", ("left", JsonElement.Parse("1")), ("right", 4L)), context));
        Assert.Empty(Judge(Call("now"), context));
        Assert.Equal([ToolRules.InvalidArguments], Judge(Call("add", ("right", 1)), context));
        Assert.Equal([ToolRules.InvalidArguments], Judge(Call("add", ("left", "one")), context));
        Assert.Equal([ToolRules.UnexpectedArguments], Judge(Call("now", ("zone", "UTC")), context));
    }

    [Fact]
    public void The_same_call_again_and_again_is_a_loop_until_the_user_speaks()
    {
        FunctionCallContent Search(string json) => new("c", "search", ToolCases.Arguments(JsonElement.Parse(json)));
        ChatMessage Turn(string json) => new(ChatRole.Assistant, [Search(json)]);
        ChatMessage user = new(ChatRole.User, "go");
        var context = new ValidationContext
        {
            Tools = [ToolCases.Open("search")],
            Messages = [user, Turn("""{"q":"x","n":[1,2]}"""), Turn("""{"n":[1,2],"q":"x"}""")],
        };
        var again = Search("""{"q":"x","n":[1,2]}""");
        Assert.Empty(Judge(again, context));
        context = context with { Calls = [again] };
        Assert.Equal([ToolRules.Loop], Judge(again, context));
        Assert.Empty(Judge(Search("""{"q":"x","n":[2,1]}"""), context));
        Assert.Empty(Judge(again, context with { Messages = [.. context.Messages, user] }));
        var approval = new ToolApprovalRequestContent("r", again).CreateResponse(approved: true);
        Assert.Equal([ToolRules.Loop], Judge(again, context with { Messages = [.. context.Messages, new(ChatRole.User, [approval])] }));
    }

    [Fact]
    public void A_marked_tool_needs_approval_however_it_is_wrapped()
    {
        var marked = new ApprovalRequiredAIFunction(AIFunctionFactory.Create(() => 1, "careful"));
        var context = new ValidationContext { Tools = [new Renamed(marked), AIFunctionFactory.Create(() => 1, "free")] };
        Assert.Equal([ToolRules.ApprovalRequired], Judge(Call("renamed"), context));
        Assert.Empty(Judge(Call("free"), context));
    }

    [Fact]
    public void A_result_belongs_to_one_call_before_it()
    {
        ChatMessage call = new(ChatRole.Assistant, [Call("search")]);
        ChatMessage waiting = new(ChatRole.Assistant, [new ToolApprovalRequestContent("r", Call("search"))]);
        Assert.Empty(JudgeResult("c", "text", call));
        Assert.Empty(JudgeResult("c", null, waiting));
        Assert.Equal([ToolRules.UnlinkedResult], JudgeResult("d", "text", call));
        Assert.Equal([ToolRules.UnlinkedResult], JudgeResult("c", "text"));
        Assert.Equal([ToolRules.MalformedResult], JudgeResult("c", default(JsonElement), call));

        var first = new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", "one")]);
        Assert.Equal([ToolRules.DuplicateResult], JudgeResult("c", "two", call, first));
        Assert.Empty(JudgeResult("c", "two", call, first, call));
    }

    [Fact]
    public void Of_two_results_in_a_message_the_second_is_the_duplicate()
    {
        FunctionResultContent[] results = [new("c", "one"), new("c", "two")];
        var context = new ValidationContext { Messages = [new(ChatRole.Assistant, [Call("search")]), new(ChatRole.Tool, [.. results])] };
        Assert.Empty(JudgeResult(results[0], context));
        Assert.Equal([ToolRules.DuplicateResult], JudgeResult(results[1], context));
    }

    [Fact]
    public void A_service_that_keeps_the_conversation_may_hold_the_call()
    {
        var result = new FunctionResultContent("c", "one");
        var context = new ValidationContext { Messages = [new(ChatRole.Tool, [result])], IsContinued = true };
        Assert.Empty(JudgeResult(result, context));
        Assert.Equal([ToolRules.UnlinkedResult], JudgeResult(result, context with { IsContinued = false }));
    }

    private static FunctionCallContent Call(string name, params (string Name, object? Value)[] arguments)
        => new("c", name, arguments.ToDictionary(argument => argument.Name, argument => argument.Value));

    private static List<string> Judge(FunctionCallContent call, ValidationContext context)
    {
        var findings = new List<Finding>();
        Array.ForEach(All, validator => validator.FindInCall(call, context, findings));
        return [.. findings.Select(finding => finding.Rule)];
    }

    private static List<string> JudgeResult(string id, object? content, params ChatMessage[] before)
    {
        var result = new FunctionResultContent(id, content);
        return JudgeResult(result, new ValidationContext { Messages = [.. before, new(ChatRole.Tool, [result])] });
    }

    private static List<string> JudgeResult(FunctionResultContent result, ValidationContext context)
    {
        var findings = new List<Finding>();
        Array.ForEach(All, validator => validator.FindInResult(result, context, findings));
        return [.. findings.Select(finding => finding.Rule)];
    }

    private sealed class Renamed(AIFunction inner) : DelegatingAIFunction(inner)
    {
        public override string Name => "renamed";
    }
}
