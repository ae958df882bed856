using Hymba.Training.Batches;
using Hymba.Training.Data;

namespace Hymba.Training.Tests.Batches;

public sealed class BatchPlannerTests
{
    private static readonly ExampleEncoder Encoder = new(NanoText.Tokenizer, NanoText.Template, promptWeight: 0.1f);

    private static readonly TrainingOptions Options = new() { Steps = 1, BatchTokens = 400, PassTokens = 120 };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.3, 90)]
    [InlineData(1, 60)]
    public void Batches_take_every_example_once_in_order(double share, int packedTokens)
    {
        var source = new Texts();
        BatchPlanner planner = Planner(source, Options with { PackedShare = share, PackedTokens = packedTokens });
        long position = 5;
        List<int> seen = [];
        for (int batch = 0; batch < 12; batch++)
        {
            TrainingBatch taken = planner.Take(position);
            Assert.Equal(Range(position, taken.NextPosition).SelectMany(Tokens).Order(), Real(taken).Order());
            Assert.InRange(taken.Tokens, Options.BatchTokens, int.MaxValue);
            seen.AddRange(Real(taken));
            position = taken.NextPosition;
        }

        Assert.Equal(Range(5, position).SelectMany(Tokens).Order(), seen.Order());
    }

    [Fact]
    public void A_run_that_is_resumed_sees_the_same_batches()
    {
        TrainingOptions options = Options with { PackedShare = 0.3, PackedTokens = 90 };
        BatchPlanner first = Planner(new NanoSource(1, DataSplit.Train), options), second = Planner(new NanoSource(1, DataSplit.Train), options);
        long position = 0;
        for (int batch = 0; batch < 5; batch++)
        {
            position = first.Take(position).NextPosition;
        }

        TrainingBatch expected = first.Take(position), resumed = second.Take(position);
        Assert.Equal(expected.NextPosition, resumed.NextPosition);
        Assert.Equal(expected.Passes.SelectMany(pass => pass.Tokens), resumed.Passes.SelectMany(pass => pass.Tokens));
        Assert.Equal(expected.Passes.SelectMany(pass => pass.Labels), resumed.Passes.SelectMany(pass => pass.Labels));
        Assert.Equal(expected.Passes.SelectMany(pass => pass.Weights), resumed.Passes.SelectMany(pass => pass.Weights));
    }

    [Fact]
    public void A_pass_has_one_length_and_no_more_tokens_than_allowed()
    {
        TrainingBatch batch = Planner(new Texts(), Options).Take(0);
        Assert.True(batch.Passes.Count > 1);
        Assert.Equal(batch.Passes.Select(pass => pass.Length).OrderDescending(), batch.Passes.Select(pass => pass.Length));
        Assert.Contains(batch.Passes, pass => pass.Rows > 1);
        Assert.All(batch.Passes, pass =>
        {
            Assert.True(pass.Rows == 1 || pass.Rows * pass.Length <= Options.PassTokens, $"{pass.Rows} rows of {pass.Length} tokens");
            Assert.Equal(pass.Rows * pass.Length, pass.Tokens.Length);
            Assert.Equal(pass.Tokens.Length, pass.Labels.Length);
            Assert.Equal(pass.Tokens.Length, pass.Weights.Length);
        });
        Assert.Equal(batch.Passes.Sum(pass => pass.Weights.Sum(weight => (double)weight)), batch.TotalWeight, 6);
    }

    [Fact]
    public void Padding_counts_for_nothing()
    {
        EncodedExample longer = Encoder.Encode(Text(7)), shorter = Encoder.Encode(Text(0));
        TrainingPass pass = TrainingPass.Of([longer, shorter], longer.Tokens.Length);
        Assert.Equal((2, longer.Tokens.Length), (pass.Rows, pass.Length));
        System.Range padding = (pass.Length + shorter.Tokens.Length)..;
        Assert.Equal([.. longer.Tokens, .. shorter.Tokens], pass.Tokens[..padding.Start]);
        Assert.Equal([.. longer.Labels, .. shorter.Labels], pass.Labels[..padding.Start]);
        Assert.NotEmpty(pass.Labels[padding]);
        Assert.All(pass.Labels[padding], label => Assert.Equal(EncodedExample.Ignored, label));
        Assert.All(pass.Weights[padding], weight => Assert.Equal(0f, weight));
    }

    [Fact]
    public void Rows_have_round_lengths_within_the_model_s_context()
    {
        EncodedExample example = Encoder.Encode(Text(7));
        int tokens = example.Tokens.Length;
        Assert.NotEqual(0, tokens % 32);
        Assert.Equal((tokens + 31) / 32 * 32, TrainingPass.Of([example], maxTokens: 1000).Length);
        Assert.Equal(tokens, TrainingPass.Of([example], maxTokens: tokens).Length);
    }

    [Fact]
    public void A_packed_row_holds_as_many_examples_as_fit()
    {
        TrainingBatch batch = Planner(new Texts(), Options with { PackedShare = 1, PackedTokens = 60, PassTokens = 60 }).Take(0);
        Assert.All(Rows(batch), row => Assert.Equal(64, row.Length));
        int[] first = [.. Tokens(0), .. Tokens(1)];
        int[] row = Assert.Single(Rows(batch), row => row.Take(first.Length).SequenceEqual(first));
        Assert.True(row.Count(token => token == NanoText.Tokenizer.BosId) > 2);
    }

    [Fact]
    public void A_packed_row_is_no_longer_than_the_context()
    {
        var planner = new BatchPlanner(new Texts(), Encoder, Options with { PackedShare = 1, PackedTokens = 300 }, maxTokens: 50);
        Assert.All(planner.Take(0).Passes, pass => Assert.InRange(pass.Length, 2, 50));
    }

    [Fact]
    public void Examples_can_be_taken_by_number()
    {
        TrainingBatch batch = Planner(new Texts(), Options with { PackedShare = 1, PackedTokens = 300 }).TakeExamples(3, 4);
        Assert.Equal(7, batch.NextPosition);
        Assert.Equal(4, batch.Passes.Sum(pass => pass.Rows));
        Assert.Equal(Range(3, 7).SelectMany(Tokens).Order(), Real(batch).Order());
    }

    [Fact]
    public void An_example_longer_than_the_context_is_an_error()
    {
        var planner = new BatchPlanner(new Texts(), Encoder, Options, maxTokens: 10);
        TrainingDataException error = Assert.Throws<TrainingDataException>(() => planner.Take(0));
        int position = Enumerable.Range(0, 100).First(index => Tokens(index).Length > 10);
        Assert.Equal($"Example {position} has {Tokens(position).Length} tokens; the model's context is 10.", error.Message);
    }

    private static BatchPlanner Planner(IExampleSource source, TrainingOptions options) => new(source, Encoder, options, maxTokens: 2048);

    private static IEnumerable<long> Range(long start, long end) => Enumerable.Range((int)start, (int)(end - start)).Select(position => (long)position);

    private static Example Text(long position)
        => Example.OfText("t", $"number {position}" + string.Concat(Enumerable.Repeat(" lamp", (int)(position * 7 % 23))));

    private static int[] Tokens(long position) => Encoder.Encode(Text(position)).Tokens;

    private static IEnumerable<int[]> Rows(TrainingBatch batch) => batch.Passes.SelectMany(pass => pass.Tokens.Chunk(pass.Length));

    // Of a text every token has a label; padding has none.
    private static IEnumerable<int> Real(TrainingBatch batch) => batch.Passes.SelectMany(
        pass => pass.Tokens.Where((_, index) => pass.Labels[index] != EncodedExample.Ignored));

    private sealed class Texts : IExampleSource
    {
        public Example Get(long position) => Text(position);
    }
}
