using System.Text.RegularExpressions;
using Hymba.Training.Data;
using Hymba.Training.Data.World;

namespace Hymba.Training.Tests.Data;

/// <summary>What the evaluation asks for was never seen in training.</summary>
public sealed partial class SplitTests
{
    private const int Count = 6000;
    private const string SchemaAddress = "https://json-schema.org/draft/2020-12/schema";

    private static readonly Dictionary<DataSplit, Example[]> Examples = Enum.GetValues<DataSplit>().ToDictionary(
        split => split, split => Enumerable.Range(0, Count).Select(index => NanoData.Create(5, split, index)).ToArray());

    private static readonly Dictionary<DataSplit, string[]> Texts = Examples.ToDictionary(
        pair => pair.Key,
        pair => pair.Value.Select(NanoText.Render).Select(text => text.Replace(SchemaAddress, "", StringComparison.Ordinal)).ToArray());

    [Fact]
    public void No_invented_name_is_in_both_worlds()
    {
        HashSet<string> train = Names(DataSplit.Train), evaluation = Names(DataSplit.Evaluation);
        Assert.True(train.Count > 8000, $"{train.Count} names in training.");
        Assert.True(evaluation.Count > 800, $"{evaluation.Count} names in the evaluation.");
        Assert.Empty(train.Intersect(evaluation));
    }

    [Theory]
    [InlineData("Train")]
    [InlineData("Evaluation")]
    public void Every_value_of_several_characters_belongs_to_its_world(string name)
    {
        DataSplit split = Enum.Parse<DataSplit>(name);
        string[] values = [.. Texts[split].SelectMany(text => Value().Matches(text)).Select(match => match.Value).Where(value => value.Length > 1).Distinct()];
        Assert.True(values.Length > 500, $"{values.Length} values.");
        Assert.All(values, value => Assert.True(Draw.Owner(value) == split, value));
    }

    [Fact]
    public void No_tool_is_in_both_worlds()
    {
        HashSet<string> train = Tools(DataSplit.Train), evaluation = Tools(DataSplit.Evaluation);
        Assert.True(train.Count > 100, $"{train.Count} tools in training.");
        Assert.True(evaluation.Count > 10, $"{evaluation.Count} tools in the evaluation.");
        Assert.Empty(train.Intersect(evaluation));
    }

    // What begins with a capital and is no word of the generator's own source.
    private static HashSet<string> Names(DataSplit split)
        => [.. Texts[split].SelectMany(text => Capitalised().Matches(text)).Select(match => match.Value).Where(word => !IsOrdinary(word))];

    private static bool IsOrdinary(string word)
        => SourceWords.Contains(word) || (word[^1] == 's' && SourceWords.Contains(word[..^1]));

    private static readonly HashSet<string> SourceWords = Directory
        .EnumerateFiles(Path.Combine(RepositoryFiles.Root, "src", "Hymba.Training", "Data", "World"), "*.cs")
        .Append(Path.Combine(RepositoryFiles.Root, "src", "Hymba.Inference", "Text", "ChatTemplate.cs"))
        .SelectMany(file => Letters().Matches(File.ReadAllText(file))).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    // The same name in all styles of writing, without the plugin.
    private static HashSet<string> Tools(DataSplit split) => [.. Examples[split]
        .SelectMany(example => example.Conversation?.Tools ?? [])
        .Select(tool => tool.GetProperty("name").GetString()!.Split('-')[^1].Replace("_", "", StringComparison.Ordinal).ToUpperInvariant())];

    [GeneratedRegex("[A-Z][a-z]+")]
    private static partial Regex Capitalised();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Letters();

    [GeneratedRegex(@"\d+ (January|February|March|April|May|June|July|August|September|October|November|December)|\d+([.:]\d+)?")]
    private static partial Regex Value();
}
