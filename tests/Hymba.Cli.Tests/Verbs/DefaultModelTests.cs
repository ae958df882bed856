using Hymba.Cli.Options;
using Hymba.Inference;

namespace Hymba.Cli.Tests.Verbs;

/// <summary>The embedded model: by its name, and where no --model is given.</summary>
public sealed class DefaultModelTests
{
    public static TheoryData<string, string[]> Verbs => new()
    {
        { "", ["inspect", "--json"] },
        { "", ["generate", "--prompt", "Hello", "--max-tokens", "2", "--json"] },
        { "", ["score", "--file", "-", "--json"] },
        { "\"Hello\"", ["tokenize"] },
        { "[1, 5]", ["detokenize"] },
        { """{"messages":[{"role":"user","content":"Hello"}]}""", ["template"] },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Without_model_stderr_names_the_embedded_one_and_stdout_stays_clean(string input, string[] verb)
    {
        ToolRun run = await ToolRun.WithInputAsync(Input(input), verb);
        Assert.Equal(ModelArgument.Notice + Environment.NewLine, run.Error);
        Assert.Equal(ExitCode.Success, run.Code);
        _ = run.Json;
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task By_its_name_it_is_used_in_silence(string input, string[] verb)
        => _ = (await ToolRun.WithInputAsync(Input(input), [.. verb, "--model", "nano"])).Succeeded().Json;

    [Fact]
    public async Task An_empty_model_as_from_an_unset_variable_is_told_of_too()
        => Assert.Equal(ModelArgument.Notice + Environment.NewLine, (await ToolRun.StartAsync("inspect", "--model", "")).Error);

    [Fact]
    public async Task Inspect_tells_where_it_lies()
        => Assert.Equal(HymbaModels.Nano, (await ToolRun.StartAsync("inspect", "--model", "Nano", "--json")).Succeeded().Json.GetProperty("model").GetString());

    [Fact]
    public async Task A_path_separator_makes_it_a_directory()
        => (await ToolRun.StartAsync("inspect", "--model", "./nano")).Failed(ExitCode.Failure, "./nano", "does not exist");

    // Text for the verbs that read some as it is.
    private static string Input(string json) => json.Length > 0 ? json : "Hello there.";
}
