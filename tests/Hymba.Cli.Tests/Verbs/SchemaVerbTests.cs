using System.Text.Json;

namespace Hymba.Cli.Tests.Verbs;

public sealed class SchemaVerbTests
{
    [Theory]
    [InlineData("""{"schema":{"type":"string"},"instance":"x"}""", """{"valid":true,"errors":[]}""")]
    [InlineData("""{"schema":{"type":"string"},"instance":null}""", """{"valid":false,"errors":[{"instance":"","schema":"/type","keyword":"type","message":"The value is null; string is needed."}]}""")]
    [InlineData("""{"instance":{"a":[1]},"schema":{"properties":{"a":{"items":false}}}}""", """{"valid":false,"errors":[{"instance":"/a/0","schema":"/properties/a/items","keyword":"items","message":"No value is allowed here."}]}""")]
    public async Task Every_line_gets_its_verdict(string line, string answer)
        => Assert.Equal(answer + "\n", (await RunAsync(line)).Succeeded().Out);

    [Theory]
    [InlineData("""{"schema":{"$ref":"http://x.test/"},"instance":1}""", "/$ref", "UnresolvedReference")]
    [InlineData("""{"schema":{"$ref":"#"},"instance":1}""", "", "ReferenceLoop")]
    public async Task A_schema_without_a_verdict_does_not_end_the_run(string line, string place, string problem)
    {
        ToolRun run = (await RunAsync(line + "\n" + """{"schema":true,"instance":1}""")).Succeeded();
        string[] answers = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonElement first = JsonDocument.Parse(answers[0]).RootElement, error = first.GetProperty("errors")[0];
        Assert.Equal(JsonValueKind.Null, first.GetProperty("valid").ValueKind);
        Assert.Equal((place, problem), (error.GetProperty("schema").GetString(), error.GetProperty("keyword").GetString()));
        Assert.Equal("""{"valid":true,"errors":[]}""", answers[1]);
    }

    [Fact]
    public async Task Formats_refuse_only_when_told_to()
    {
        const string Line = """{"schema":{"format":"ipv4"},"instance":"x"}""";
        Assert.Contains("true", (await RunAsync(Line)).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("false", (await RunAsync(Line, "--assert-formats")).Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_lead_to_the_documents_of_the_line()
        => Assert.Contains(
            "http://x.test/n#/type",
            (await RunAsync("""{"schema":{"$ref":"http://x.test/n"},"documents":{"http://x.test/n":{"type":"null"}},"instance":1}""")).Succeeded().Out,
            StringComparison.Ordinal);

    [Fact]
    public async Task A_deep_instance_is_answered_by_the_validator_s_limit()
    {
        string deep = new string('[', 500) + new string(']', 500);
        Assert.Contains("InstanceTooDeep", (await RunAsync($$$"""{"schema":{"items":{"$ref":"#"}},"instance":{{{deep}}}}""")).Succeeded().Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "the line is an array; an object is needed.")]
    [InlineData("""{"schema":true}""", "instance is missing.")]
    [InlineData("""{"instance":true}""", "schema is missing.")]
    [InlineData("""{"schema":true,"instance":1,"documents":[]}""", "documents is an array; an object is needed.")]
    [InlineData("x", "no JSON value")]
    public async Task A_line_of_another_form_is_answered_and_the_rest_goes_on(string line, string part)
    {
        const string Good = """{"schema":true,"instance":1}""";
        ToolRun run = await RunAsync($"{Good}\n{line}\n{Good}");
        run.Failed(ExitCode.Failure, "1 of 3 lines");
        string[] answers = run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["""{"valid":true,"errors":[]}""", """{"valid":true,"errors":[]}"""], new[] { answers[0], answers[2] });
        JsonElement bad = JsonDocument.Parse(answers[1]).RootElement;
        Assert.Equal(2, bad.GetProperty("line").GetInt32());
        Assert.StartsWith("line 2: ", bad.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains(part, bad.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    private static Task<ToolRun> RunAsync(string input, params string[] more) => ToolRun.WithInputAsync(input, ["schema", "--jsonl", .. more]);
}
