using System.Text.RegularExpressions;
using Hymba.Validation;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Tests.Snippets;

/// <summary>The documentation's code is code that compiles and runs.</summary>
[Collection(nameof(SnippetTests))]
[CollectionDefinition(nameof(SnippetTests), DisableParallelization = true)]
public sealed partial class SnippetTests : IDisposable
{
    private const string Folder = "tests/Hymba.SemanticKernel.Tests/Snippets/";

    private static readonly string[] Sources = ["ReadmeSnippets.cs", "OptionsSnippets.cs", "ValidationSnippets.cs"];

    private readonly StringWriter _printed = new();

    [Fact]
    public void Every_block_of_the_documentation_is_compiled()
    {
        HashSet<string> regions = [.. Sources.SelectMany(source => Regions(MarkdownFile.Read(Folder + source)))];
        foreach (string page in MarkdownFile.All)
        {
            foreach (string block in Blocks(MarkdownFile.Read(page)))
            {
                Assert.True(regions.Contains(block), $"No region of {Folder} holds this block of {page}:\n{block}");
            }
        }
    }

    [Fact]
    public void Every_region_stands_in_the_documentation()
    {
        HashSet<string> blocks = [.. MarkdownFile.All.SelectMany(page => Blocks(MarkdownFile.Read(page)))];
        string[] regions = [.. Sources.SelectMany(source => Regions(MarkdownFile.Read(Folder + source)))];
        Assert.Equal(13, regions.Length);
        Assert.All(regions, region => Assert.True(blocks.Contains(region), $"No page holds this region:\n{region}"));
    }

    [Theory]
    [InlineData("```csharp\nusing A.B;\n\nvar x = 1;\n```", "var x = 1;")]
    [InlineData("```csharp\nusing var x = New();\n```", "using var x = New();")]
    [InlineData("```csharp\n    if (x)\n    {\n\n        y();\n    }\n```", "if (x)\n{\n\n    y();\n}")]
    [InlineData("1. item\n   ```csharp\n   x();\n   ```", "x();")]
    public void Blocks_are_compared_without_indentation_and_usings(string page, string expected)
        => Assert.Equal([expected], Blocks(page));

    [Fact]
    public Task Registration_runs() => RunsAsync(new ReadmeSnippets(TinyModel.ModelPath, _printed).RegistrationAsync);

    [Fact]
    public Task Semantic_Kernel_runs() => RunsAsync(new ReadmeSnippets(TinyModel.ModelPath, _printed).SemanticKernelAsync);

    [Fact]
    public Task Agent_Framework_runs() => RunsAsync(new ReadmeSnippets(TinyModel.ModelPath, _printed).AgentFrameworkAsync);

    [Fact]
    public Task Engine_runs() => RunsAsync(new ReadmeSnippets(TinyModel.ModelPath, _printed).EngineAsync);

    [Fact]
    public async Task Configuration_runs()
    {
        await new OptionsSnippets(TinyModel.ModelPath, _printed).ConfigurationAsync();
        Assert.Equal(TinyModel.ModelPath, _printed.ToString().Trim());
    }

    [Fact]
    public async Task Options_in_code_run()
    {
        await new OptionsSnippets(TinyModel.ModelPath, _printed).CodeAsync();
        Assert.Equal("1", _printed.ToString().Trim());
    }

    [Fact]
    public async Task Validation_runs()
    {
        using IChatClient model = (await TinyModel.EngineAsync()).AsIChatClient();
        var snippets = new ValidationSnippets(model, _printed);
        await snippets.ClientAsync();
        await snippets.PoliciesAsync("Ticket T-1234 from 10.1.2.3 for ann@example.com.");
        var options = new OutputValidationOptions();
        ValidationSnippets.AddJudge(options, model);
        Assert.Single(options.Judges);
        string[] lines = _printed.ToString().Trim().Split(Environment.NewLine);
        Assert.Equal("True", lines[0]);
        Assert.Contains("house.ticket:Annotate", lines[^1], StringComparison.Ordinal);
        Assert.Contains("pii.ip-address:Annotate", lines[^1], StringComparison.Ordinal);
        Assert.Contains(":Redact", lines[^1], StringComparison.Ordinal);
    }

    public void Dispose() => _printed.Dispose();

    private static IEnumerable<string> Blocks(string page) => MarkdownFile.Blocks(page, "csharp").Select(Normalize);

    private static IEnumerable<string> Regions(string source) => Region().Matches(source).Select(match => Normalize(match.Groups["code"].Value));

    private static string Normalize(string code)
    {
        string[] lines = [.. code.Split('\n').Select(line => line.TrimEnd()).Where(line => !UsingDirective().IsMatch(line))];
        int indent = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[indent..])).Trim('\n');
    }

    private async Task RunsAsync(Func<Task> snippet)
    {
        await snippet();
        Assert.NotEqual("", _printed.ToString().Trim());
    }

    [GeneratedRegex(@"^[ \t]*#region [^\n]*\n(?<code>.*?)^[ \t]*#endregion", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"^\s*using [\w.]+;$")]
    private static partial Regex UsingDirective();
}
