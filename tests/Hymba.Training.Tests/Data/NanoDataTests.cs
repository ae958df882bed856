using System.Security.Cryptography;
using System.Text;
using Hymba.Inference.Text;
using Hymba.Training.Data;

namespace Hymba.Training.Tests.Data;

public sealed class NanoDataTests
{
    /// <summary>
    /// The published weights and their figures come from this text: a change of a single character is a decision to train
    /// anew.
    /// </summary>
    [Theory]
    [InlineData("Train", "16058f4b9c547ac279df912801bf62dda0b7734cc0c6abaebce75200f556befd")]
    [InlineData("Evaluation", "db7df493fc13b990bcf250a95b4f1ec10cfb9f2e7059c2ba3eab4b5dabe18f4a")]
    public void The_first_2000_examples_are_the_ones_that_the_model_was_trained_on(string split, string expected)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int index = 0; index < 2000; index++)
        {
            Example example = NanoData.Create(1, Enum.Parse<DataSplit>(split), index);
            hash.AppendData(Encoding.UTF8.GetBytes($"{example.Kind}\n{NanoText.Render(example)}\0"));
        }

        Assert.Equal(expected, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void An_example_depends_on_seed_split_and_index_alone()
    {
        string[] forwards = [.. Enumerable.Range(0, 300).Select(index => Text(1, DataSplit.Train, index))];
        var parallel = new string[300];
        Parallel.For(0, 300, index => parallel[299 - index] = Text(1, DataSplit.Train, 299 - index));
        Assert.Equal(forwards, parallel);
        Assert.NotEqual(forwards, Enumerable.Range(0, 300).Select(index => Text(2, DataSplit.Train, index)));
        Assert.NotEqual(forwards, Enumerable.Range(0, 300).Select(index => Text(1, DataSplit.Evaluation, index)));
        Assert.True(forwards.Distinct().Count() > 285, "Examples repeat.");
    }

    [Theory]
    [MemberData(nameof(NanoText.Kinds), MemberType = typeof(NanoText))]
    public void Nothing_that_the_template_would_neutralise_is_in_an_example(string kind)
    {
        foreach (Example example in Some(kind))
        {
            Assert.Equal(kind, example.Kind);
            if (example.Conversation is ChatPrompt prompt)
            {
                Assert.Equal(
                    NanoText.Template.Render(prompt with { Neutralization = PromptNeutralization.Raw }).Text,
                    NanoText.Template.Render(prompt with { Neutralization = PromptNeutralization.Everything }).Text);
                Assert.Equal(ChatTurnRole.Assistant, prompt.Turns[^1].Role);
                Assert.False(prompt.AddGenerationPrompt);
            }
            else
            {
                Assert.Equal("text", kind);
                Assert.Equal(example.Text!.Trim(), example.Text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(NanoText.Kinds), MemberType = typeof(NanoText))]
    public void Examples_are_short_enough_to_learn_many_of_them(string kind)
    {
        int[] lengths = [.. Some(kind).Select(example => NanoText.Tokenizer.CountTokens(NanoText.Render(example)))];
        double most = kind is "tool" or "tool-result" or "no-tool" ? 420 : 260;
        Assert.InRange(lengths.Average(), 20, most);
        Assert.InRange(lengths.Max(), 20, 1100);
    }

    [Fact]
    public void Every_kind_comes_as_often_as_its_weight_says()
    {
        const int Count = 20_000;
        ILookup<string, Example> examples =
            Enumerable.Range(0, Count).Select(index => NanoData.Create(3, DataSplit.Train, index)).ToLookup(example => example.Kind);
        double total = NanoData.Kinds.Sum(kind => kind.Weight);
        foreach ((string kind, int weight, _) in NanoData.Kinds)
        {
            double expected = Count * weight / total;
            Assert.InRange(examples[kind].Count(), expected - 5 * Math.Sqrt(expected), expected + 5 * Math.Sqrt(expected));
        }
    }

    [Fact]
    public void An_unknown_kind_is_named()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => NanoData.CreateEvaluation(1, "poem", 0));
        Assert.StartsWith("The kind 'poem' is unknown; known are rag, rag-absent,", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<Example> Some(string kind) => Enumerable.Range(0, 250).Select(index => NanoData.CreateEvaluation(11, kind, index));

    private static string Text(ulong seed, DataSplit split, int index) => NanoText.Render(NanoData.Create(seed, split, index));
}
