using Hymba.Inference;
using Hymba.Training.Data;

namespace Hymba.Training.Tests.Data;

public sealed class ExampleFileTests
{
    private const int Count = 40;

    [Fact]
    public void Each_pass_has_every_example_once_in_an_order_of_its_own()
    {
        using var folder = new DataFolder();
        ExampleFile file = ExampleFile.Open(Numbers(folder), seed: 1);
        string[][] passes = [.. Enumerable.Range(0, 4).Select(pass => Texts(file, pass * Count, Count))];
        Assert.Equal(Count, file.Count);
        Assert.All(passes, pass => Assert.Equal(Enumerable.Range(0, Count).Select(Number).Order(), pass.Order()));
        Assert.Equal(4, passes.Select(pass => string.Join(' ', pass)).Distinct().Count());
        Assert.NotEqual(Enumerable.Range(0, Count).Select(Number), passes[0]);
    }

    [Fact]
    public void A_position_is_the_same_example_for_everybody_and_whatever_was_asked_before()
    {
        using var folder = new DataFolder();
        string path = Numbers(folder);
        string[] expected = Texts(ExampleFile.Open(path, seed: 1), 0, 5 * Count);
        ExampleFile again = ExampleFile.Open(path, seed: 1);
        Assert.Equal(expected[3 * Count + 7], again.Get(3 * Count + 7).Text);
        Assert.Equal(expected[7], again.Get(7).Text);
        var parallel = new string[expected.Length];
        Parallel.For(0, parallel.Length, position => parallel[position] = again.Get(position).Text!);
        Assert.Equal(expected, parallel);
        Assert.NotEqual(expected, Texts(ExampleFile.Open(path, seed: 2), 0, 5 * Count));
        Assert.NotNull(again.Get(long.MaxValue).Text);
        Assert.Throws<ArgumentOutOfRangeException>(() => again.Get(-1));
    }

    [Fact]
    public void Blank_lines_are_passed_over()
    {
        using var folder = new DataFolder();
        Assert.Equal(2, ExampleFile.Open(folder.Write("a", """{"text":"a"}""", " ", """{"text":"b"}""", ""), seed: 1).Count);
    }

    [Fact]
    public void All_wrong_lines_are_told_with_their_numbers()
    {
        using var folder = new DataFolder();
        string path = folder.Write("a", """{"text":"a"}""", "Hello", "", """{"text":""}""");
        string message = Problem(path);
        Assert.StartsWith($"'{path}' has 2 wrong lines:\n- line 2: it is not JSON: ", message, StringComparison.Ordinal);
        Assert.EndsWith("\n- line 4: text is empty.", message, StringComparison.Ordinal);
        Assert.Equal($"'{path}' has 1 wrong line:\n- line 1: it has neither text nor messages.", Problem(folder.Write("a", "{}")));
    }

    [Fact]
    public void Of_very_many_wrong_lines_ten_are_told_and_the_rest_counted()
    {
        using var folder = new DataFolder();
        string[] lines = Problem(folder.Write("a", [.. Enumerable.Repeat("{}", 25)])).Split('\n');
        Assert.EndsWith("has 25 wrong lines, of which these are the first 10:", lines[0], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"- line {number}: it has neither text nor messages."), lines[1..]);
    }

    [Fact]
    public void A_file_without_examples_is_named()
    {
        using var folder = new DataFolder();
        Assert.Equal($"'{folder["a"]}' has no examples.", Problem(folder.Write("a")));
        Assert.Equal($"'{folder["a"]}' has no examples.", Problem(folder.Write("a", "", " ")));
        Assert.StartsWith($"'{folder["none"]}' cannot be read: ", Problem(folder["none"]), StringComparison.Ordinal);
        Assert.StartsWith($"'{folder.Path}' cannot be read: ", Problem(folder.Path), StringComparison.Ordinal);
        File.WriteAllBytes(folder["b"], [(byte)'"', 0xFF, (byte)'"']);
        Assert.Equal($"'{folder["b"]}' is not UTF-8 somewhere behind line 0.", Problem(folder["b"]));
    }

    [Fact]
    public void A_file_appears_complete_or_not_at_all()
    {
        using var folder = new DataFolder();
        ExampleFile.Write(folder["a"], [Example.OfText("t", "old")]);
        Assert.Throws<InvalidOperationException>(() => ExampleFile.Write(folder["a"], Failing()));
        Assert.Equal("""{"kind":"t","text":"old"}""" + "\n", File.ReadAllText(folder["a"]));
        ExampleFile.Write(folder["a"], [Example.OfText("t", "new")]);
        Assert.Equal("new", ExampleFile.Open(folder["a"], seed: 1).Get(0).Text);
        Assert.Throws<CheckpointWriteException>(() => ExampleFile.Write(Path.Combine(folder["none"], "a"), []));
        Assert.Equal(folder["a"], Assert.Single(Directory.EnumerateFileSystemEntries(folder.Path)));
    }

    private static IEnumerable<Example> Failing()
    {
        yield return Example.OfText("t", "half");
        throw new InvalidOperationException("The source broke.");
    }

    private static string Problem(string path) => Assert.Throws<TrainingDataException>(() => ExampleFile.Open(path, seed: 1)).Message;

    private static string Numbers(DataFolder folder)
        => folder.Write("numbers", [.. Enumerable.Range(0, Count).Select(index => $$"""{"text":"{{Number(index)}}"}""")]);

    private static string Number(int index) => $"number {index}";

    private static string[] Texts(ExampleFile file, long start, int count) => [.. Enumerable.Range(0, count).Select(index => file.Get(start + index).Text!)];
}
