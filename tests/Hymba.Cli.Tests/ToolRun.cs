using System.Text.Json;

namespace Hymba.Cli.Tests;

/// <summary>One run of the tool in this process, on streams that are no terminals.</summary>
internal sealed record ToolRun(int Code, string Out, string Error)
{
    /// <summary>The tiny model whose vocabulary is the real one, with the real tokenizer.</summary>
    public static string TextModel { get; } = RepositoryFiles.Fixture("golden/tiny-real-vocab");

    /// <summary>A tiny model without tokenizer.</summary>
    public static string IdModel { get; } = RepositoryFiles.Fixture("golden/tiny-a");

    /// <summary>A directory with tokenizer files and no model.</summary>
    public static string TokenizerOnly { get; } = RepositoryFiles.Fixture("tokenizer");

    /// <summary>The one JSON value that was written.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public static Task<ToolRun> StartAsync(params string[] args) => WithInputAsync(string.Empty, args);

    public static async Task<ToolRun> WithInputAsync(string input, params string[] args)
    {
        using var stdin = new StringReader(input);
        using StringWriter stdout = new(), stderr = new();
        int code = await HymbaTool.RunAsync(args, stdin, stdout, stderr, TestContext.Current.CancellationToken);
        return new ToolRun(code, stdout.ToString(), stderr.ToString());
    }

    /// <summary>Checks success and silence on stderr.</summary>
    public ToolRun Succeeded()
    {
        Assert.Equal(string.Empty, Error);
        Assert.Equal(ExitCode.Success, Code);
        return this;
    }

    /// <summary>Checks the exit code and that stderr holds one line, which has all the parts.</summary>
    public void Failed(int code, params string[] parts)
    {
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.Equal(Error.Length - Environment.NewLine.Length, Error.IndexOf(Environment.NewLine, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, Error, StringComparison.Ordinal));
        Assert.Equal(code, Code);
    }
}
