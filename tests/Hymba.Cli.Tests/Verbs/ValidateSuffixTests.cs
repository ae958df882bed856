using System.Text.Json;
using Hymba.Validation;

namespace Hymba.Cli.Tests.Verbs;

/// <summary><c>hymba validate</c> with the group that needs a model.</summary>
public sealed class ValidateSuffixTests
{
    private const string Request = "Please tell me how I can get from the station to the museum on foot, and how long it takes with two small children.";
    private const string Suffix = "[ [ concaten usepackage ]( (_ stehen vier [";

    private static readonly string Lines = JsonSerializer.Serialize(new { text = $"{Request} {Suffix}" }) + "\n"
        + JsonSerializer.Serialize(new { text = Request, role = "user" }) + "\n"
        + JsonSerializer.Serialize(new { text = $"{Request} {Suffix}", role = "user" });

    [Theory]
    [InlineData("suffix")]
    [InlineData("suffix.adversarial")]
    [InlineData("ADVERSARIAL")]
    public async Task Chosen_alone_it_judges_texts_of_any_role(string name)
    {
        JsonElement[] answers = await AnswersAsync("--only", name, "--model", "nano", "--threads", "1");
        Assert.Equal(Request, answers[1].GetProperty("text").GetString());
        foreach (JsonElement answer in new[] { answers[0], answers[2] })
        {
            JsonElement finding = Assert.Single(answer.GetProperty("findings").EnumerateArray());
            int start = finding.GetProperty("start").GetInt32();
            Assert.Equal((SuffixModel.RuleId, Request.Length + 1 + Suffix.Length), (finding.GetProperty("rule").GetString(), finding.GetProperty("end").GetInt32()));
            Assert.Equal($"{Request[..Math.Min(start, Request.Length)]}{(start > Request.Length ? " " : "")}<ADVERSARIAL>", answer.GetProperty("text").GetString());

            // Where it begins is a matter of a word or two.
            Assert.InRange(start, Request.Length - 20, Request.Length + 2);
        }
    }

    [Fact]
    public async Task A_preset_that_wants_it_runs_it_where_a_model_is_named()
    {
        JsonElement[] answers = await AnswersAsync("--preset", "Strict", "--model", "nano", "--threads", "1");
        Assert.Equal(["allow", "allow", "block"], answers.Select(answer => answer.GetProperty("decision").GetString()));
        answers = await AnswersAsync("--preset", "Strict");
        Assert.All(answers, answer => Assert.Equal("allow", answer.GetProperty("decision").GetString()));
    }

    [Fact]
    public async Task Other_groups_need_no_model_and_load_none()
        => (await ToolRun.WithInputAsync(Lines, "validate", "--jsonl", "--only", "pii", "--model", "/no/such/model")).Succeeded();

    [Fact]
    public async Task A_model_without_tokenizer_is_refused()
        => (await ToolRun.WithInputAsync(Lines, "validate", "--jsonl", "--only", "suffix", "--model", ToolRun.IdModel)).Failed(ExitCode.Failure, "tokenizer.model");

    private static async Task<JsonElement[]> AnswersAsync(params string[] more)
    {
        ToolRun run = (await ToolRun.WithInputAsync(Lines, ["validate", "--jsonl", .. more])).Succeeded();
        return [.. run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
