using System.Text.Json;

namespace Hymba.JsonSchema.Tests;

/// <summary>Cases of the JSON-Schema-Test-Suite and of MaskBench.</summary>
public sealed class SuiteTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false, 639)]
    [InlineData(true, 364)]
    public void Every_case_of_draft_2020_12_is_judged_right(bool isOptional, int count)
        => Run("suite-2020-12.json.gz", row => row.GetProperty("optional").GetBoolean() == isOptional, (row, _) => IsAboutFormats(row), count);

    [Fact]
    public void Every_case_of_schemas_in_use_is_judged_right()
        => Run("maskbench-subset.json.gz", _ => true, (_, test) => test.TryGetProperty("needs", out JsonElement needs) && needs.GetString() == "format", 257);

    private static bool IsAboutFormats(JsonElement row) => row.GetProperty("id").GetString()!.StartsWith("optional/format/", StringComparison.Ordinal);

    private void Run(string file, Func<JsonElement, bool> isChosen, Func<JsonElement, JsonElement, bool> assertFormats, int count)
    {
        (int Count, IReadOnlyList<string> Wrong)[] results =
            [.. CaseFile.Read(file).Where(isChosen).Select(row => CaseFile.Run(row, test => assertFormats(row, test)))];
        string[] wrong = [.. results.SelectMany(result => result.Wrong)];
        output.WriteLine($"{results.Sum(result => result.Count) - wrong.Length} of {results.Sum(result => result.Count)} right");
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.Equal(count, results.Sum(result => result.Count));
    }
}
