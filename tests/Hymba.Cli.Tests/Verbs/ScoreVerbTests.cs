using System.Text.Json;

namespace Hymba.Cli.Tests.Verbs;

public sealed class ScoreVerbTests
{
    [Fact]
    public async Task The_score_is_that_of_the_logits()
    {
        using var folder = new TemporaryFolder();
        const string Text = "The quick brown fox jumps over the lazy dog.";
        JsonElement json = (await ScoreAsync(folder.Write("text.txt", Text))).Succeeded().Json;
        double sum = json.GetProperty("log_likelihood").GetDouble();
        int tokens = json.GetProperty("tokens").GetInt32();
        Assert.Equal(12, tokens);
        Assert.InRange(sum, -tokens * 40.0, -tokens * 1.0);
        Assert.Equal(Math.Exp(-sum / tokens), json.GetProperty("perplexity").GetDouble(), 6);
        JsonElement stdin = (await ToolRun.WithInputAsync(Text, "score", "--model", ToolRun.TextModel, "--file", "-", "--json")).Succeeded().Json;
        Assert.Equal(sum, stdin.GetProperty("log_likelihood").GetDouble(), 6);
    }

    [Fact]
    public async Task A_text_longer_than_the_context_is_scored_whole()
    {
        using var folder = new TemporaryFolder();
        string text = string.Concat(Enumerable.Repeat("word and ", 1000));
        JsonElement json = (await ScoreAsync(folder.Write("long.txt", text))).Succeeded().Json;
        ToolRun ids = await ToolRun.WithInputAsync(JsonSerializer.Serialize(text), "tokenize", "--model", ToolRun.TextModel);
        Assert.Equal(ids.Json.GetArrayLength() - 1, json.GetProperty("tokens").GetInt32());
        Assert.True(json.GetProperty("tokens").GetInt32() > 1024);
    }

    [Fact]
    public async Task An_empty_file_has_nothing_to_score()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("empty.txt", string.Empty);
        (await ScoreAsync(path)).Failed(ExitCode.Failure, path, "no text to score");
        (await ScoreAsync(folder["none.txt"])).Failed(ExitCode.Failure, "Cannot read", folder["none.txt"]);
    }

    private static Task<ToolRun> ScoreAsync(string path) => ToolRun.StartAsync("score", "--model", ToolRun.TextModel, "--file", path, "--json");
}
