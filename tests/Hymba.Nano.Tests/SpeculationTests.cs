using System.Text;
using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;

namespace Hymba.Nano.Tests;

/// <summary>Speculation with a model that has learned to copy.</summary>
public sealed class SpeculationTests
{
    private const string Documents = "Cook the Seiwo pie at 163 degrees. Serve the Seiwo pie with bread. You need 246 minutes for the Seiwo pie.";

    private static readonly Lazy<Task<HymbaEngine>> Engine = new(
        () => HymbaEngine.LoadAsync(new HymbaEngineOptions { ModelPath = HymbaModels.Nano, Threads = 1, PrefixCacheBytes = 0 }));

    public static TheoryData<string, SamplingOptions> Texts
    {
        get
        {
            SamplingOptions greedy = new(), sampled = new() { Temperature = 0.8f, Seed = 11 }, penalised = new() { RepetitionPenalty = 1.1f, PresencePenalty = 0.2f };
            return new()
            {
                { "one two three four one two three four one two three", greedy },
                { "one two three four one two three four one two three", sampled },
                { Documents + " " + Documents + " Cook the Seiwo", greedy },
                { Documents + " " + Documents + " Cook the Seiwo", penalised },
                { "Zebras quickly jumped over my lazy fox.", greedy },
                { "Zebras quickly jumped over my lazy fox.", sampled },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task The_reply_is_the_same_token_for_token(string prompt, SamplingOptions sampling)
    {
        HymbaEngine engine = await Engine.Value;
        GenerationRequest request = new() { PromptTokens = engine.Tokenizer!.Encode(prompt), MaxNewTokens = 48, IgnoreEndTokens = true, Sampling = sampling };
        GenerationResult plain = await engine.GenerateAsync(request, TestContext.Current.CancellationToken);
        var streamed = new StringBuilder();
        GenerationResult fast = await engine.GenerateAsync(
            request with { Speculate = true }, update => streamed.Append(update.Text), TestContext.Current.CancellationToken);

        Assert.Equal(plain.TokenIds, fast.TokenIds);
        Assert.Equal(plain.Text, fast.Text);
        Assert.Equal(plain.Text, streamed.ToString());
        Assert.Equal(47, fast.Speculation!.Passes + fast.Speculation.AcceptedTokens);
    }

    [Fact]
    public async Task A_stop_in_an_accepted_run_cuts_exactly_there()
    {
        HymbaEngine engine = await Engine.Value;
        GenerationRequest request = new() { PromptTokens = engine.Tokenizer!.Encode(Documents), MaxNewTokens = 40, IgnoreEndTokens = true };
        GenerationResult whole = await engine.GenerateAsync(request, TestContext.Current.CancellationToken);
        int copied = 0;
        for (int place = 4; place + 3 < whole.Text.Length; place += 5)
        {
            GenerationRequest stopping = request with { StopSequences = [whole.Text.Substring(place, 3)] };
            GenerationResult plain = await engine.GenerateAsync(stopping, TestContext.Current.CancellationToken);
            GenerationResult fast = await engine.GenerateAsync(
                stopping with { Speculate = true, LookupTokens = whole.TokenIds }, TestContext.Current.CancellationToken);

            Assert.Equal((plain.Text, plain.FinishReason, plain.StopSequence, plain.Usage), (fast.Text, fast.FinishReason, fast.StopSequence, fast.Usage));
            Assert.Equal(FinishReason.StopSequence, fast.FinishReason);
            Assert.Equal(plain.TokenIds, fast.TokenIds);
            copied += fast.Speculation!.AcceptedTokens;
        }

        Assert.True(copied > 20, $"{copied} tokens were copied");
    }

    [Fact]
    public async Task Requests_that_take_turns_do_not_disturb_each_other()
    {
        HymbaEngine engine = await Engine.Value;
        GenerationRequest[] requests =
            [.. new[] { Documents, "one two three one two three one two", "Hello" }.Select(prompt => new GenerationRequest
            {
                PromptTokens = engine.Tokenizer!.Encode(prompt),
                MaxNewTokens = 60,
                IgnoreEndTokens = true,
            })];
        List<IReadOnlyList<int>> alone = [];
        foreach (GenerationRequest request in requests)
        {
            alone.Add((await engine.GenerateAsync(request, TestContext.Current.CancellationToken)).TokenIds);
        }

        GenerationResult[] together = await Task.WhenAll(
            requests.Select((request, i) => engine.GenerateAsync(request with { Speculate = true, LookupTokens = alone[i] }, TestContext.Current.CancellationToken)));

        Assert.Equal(alone, together.Select(result => result.TokenIds));
        Assert.All(together, result => Assert.True(result.Speculation!.AcceptedTokens > 20));
    }

    [Fact]
    public async Task A_request_that_is_cancelled_in_between_leaves_the_engine_well()
    {
        HymbaEngine engine = await Engine.Value;
        GenerationRequest request = new() { PromptTokens = engine.Tokenizer!.Encode(Documents), MaxNewTokens = 60, IgnoreEndTokens = true };
        IReadOnlyList<int> reply = (await engine.GenerateAsync(request, TestContext.Current.CancellationToken)).TokenIds;
        using var source = new CancellationTokenSource();
        GenerationRequest speculating = request with { Speculate = true, LookupTokens = reply };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.GenerateAsync(speculating, _ => source.Cancel(), source.Token));

        Assert.Equal(reply, (await engine.GenerateAsync(speculating, TestContext.Current.CancellationToken)).TokenIds);
    }
}
