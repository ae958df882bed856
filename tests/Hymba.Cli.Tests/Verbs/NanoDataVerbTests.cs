using System.Text.Json;
using Hymba.Training.Data;

namespace Hymba.Cli.Tests.Verbs;

public sealed class NanoDataVerbTests
{
    [Theory]
    [InlineData("train", "Train")]
    [InlineData("evaluation", "Evaluation")]
    public async Task Each_line_is_the_generator_s_example(string name, string split)
    {
        using var folder = new TemporaryFolder();
        (await WriteAsync(folder["a.jsonl"], "--split", name, "--count", "30", "--seed", "5")).Succeeded();
        string[] expected = [.. Enumerable.Range(0, 30).Select(index => ExampleJson.Write(NanoData.Create(5, Enum.Parse<DataSplit>(split), index)))];
        Assert.Equal(expected, await File.ReadAllLinesAsync(folder["a.jsonl"], TestContext.Current.CancellationToken));
        Assert.Equal(30, ExampleFile.Open(folder["a.jsonl"], seed: 1).Count);
    }

    [Fact]
    public async Task One_kind_alone_can_be_asked_for()
    {
        using var folder = new TemporaryFolder();
        ToolRun run = (await WriteAsync(folder["a.jsonl"], "--kind", "json", "--count", "7")).Succeeded();
        string[] lines = await File.ReadAllLinesAsync(folder["a.jsonl"], TestContext.Current.CancellationToken);
        Assert.Equal(7, lines.Length);
        Assert.All(lines, line => Assert.Equal("json", JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()));
        Assert.Contains("a.jsonl", run.Out, StringComparison.Ordinal);
        Assert.Equal("a.jsonl", Path.GetFileName(Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path))));
    }

    [Fact]
    public async Task The_corpus_is_the_tokenizer_s_training_text()
    {
        using var folder = new TemporaryFolder();
        (await WriteAsync(folder["a.txt"], "--corpus", "--count", "50", "--seed", "3")).Succeeded();
        TokenizerCorpus.Write(folder["b.txt"], 3, 50, TestContext.Current.CancellationToken);
        string text = await File.ReadAllTextAsync(folder["a.txt"], TestContext.Current.CancellationToken);
        Assert.StartsWith("0! 0\" 0# ", text, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllTextAsync(folder["b.txt"], TestContext.Current.CancellationToken), text);
    }

    [Fact]
    public async Task Wrong_usage_is_named()
    {
        using var folder = new TemporaryFolder();
        string file = folder["a"];
        (await WriteAsync(file, "--kind", "poem")).Failed(ExitCode.Usage, "--kind is 'poem'; it must be rag, ", " or text.");
        (await WriteAsync(file, "--split", "test")).Failed(ExitCode.Usage, "--split is 'test'; it must be train or evaluation.");
        (await WriteAsync(file, "--count", "0")).Failed(ExitCode.Usage, "--count is 0; it must be at least 1.");
        (await WriteAsync(file, "--corpus", "--kind", "rag")).Failed(ExitCode.Usage, "--corpus takes no --kind, 'rag'");
        (await WriteAsync(file, "--corpus", "--split", "evaluation")).Failed(ExitCode.Usage, "--corpus takes no --split evaluation");
        (await ToolRun.StartAsync("nano-data")).Failed(ExitCode.Usage, "--out");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        string missing = Path.Combine(folder["none"], "a.jsonl");
        (await WriteAsync(missing, "--count", "1")).Failed(ExitCode.Failure, $"Cannot write '{missing}'");
    }

    private static Task<ToolRun> WriteAsync(string path, params string[] more) => ToolRun.StartAsync(["nano-data", "--out", path, .. more]);
}
