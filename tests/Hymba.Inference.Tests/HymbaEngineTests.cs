using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;
using Hymba.Inference.Sampling;
using Hymba.Inference.Tests.Generation;

namespace Hymba.Inference.Tests;

public sealed class HymbaEngineTests
{
    private static readonly string TinyA = RepositoryFiles.Fixture("golden/tiny-a");
    private static readonly string WithTokenizer = RepositoryFiles.Fixture("golden/tiny-real-vocab");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_what_it_generates()
    {
        await using HymbaEngine engine = await LoadAsync(WithTokenizer);
        var request = new GenerationRequest { PromptTokens = engine.Tokenizer!.Encode("The quick brown fox"), MaxNewTokens = 12, IgnoreEndTokens = true };
        GenerationResult whole = await engine.GenerateAsync(request, Cancellation);
        string text = "";
        GenerationUpdate? last = null;
        await foreach (GenerationUpdate update in engine.StreamAsync(request, Cancellation))
        {
            Assert.Null(last?.Result);
            text += update.Text;
            last = update;
        }

        string received = "";
        int updates = 0;
        await engine.GenerateAsync(request, update => (received, updates) = (received + update.Text, updates + 1), Cancellation);
        Assert.Equal(whole.Text, received);
        Assert.Equal(12, updates);
        Assert.Equal(whole.Text, text);
        Assert.Equal(whole.TokenIds, last!.Result!.TokenIds);
        Assert.Equal(engine.Tokenizer.Decode([.. request.PromptTokens, .. whole.TokenIds]), engine.Tokenizer.Decode([.. request.PromptTokens]) + text);
    }

    [Fact]
    public async Task A_slow_reader_who_cancels_gets_nothing_more()
    {
        await using HymbaEngine engine = await LoadAsync(WithTokenizer);
        using var source = new CancellationTokenSource();
        var request = new GenerationRequest { PromptTokens = [1], MaxNewTokens = 3, IgnoreEndTokens = true };
        await using IAsyncEnumerator<GenerationUpdate> reader = engine.StreamAsync(request, source.Token).GetAsyncEnumerator(Cancellation);
        Assert.True(await reader.MoveNextAsync());
        await engine.DrainAsync(Cancellation);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.MoveNextAsync());
    }

    [Fact]
    public async Task A_stop_sequence_is_never_emitted()
    {
        await using HymbaEngine engine = await LoadAsync(WithTokenizer);
        var request = new GenerationRequest { PromptTokens = engine.Tokenizer!.Encode("Hello"), MaxNewTokens = 20, IgnoreEndTokens = true };
        string whole = (await engine.GenerateAsync(request, Cancellation)).Text;
        string stop = whole[10..14];
        GenerationResult cut = await engine.GenerateAsync(request with { StopSequences = ["never there", stop] }, Cancellation);
        Assert.Equal(whole[..whole.IndexOf(stop, StringComparison.Ordinal)], cut.Text);
        Assert.Equal((FinishReason.StopSequence, stop), (cut.FinishReason, cut.StopSequence));
    }

    [Fact]
    public async Task Bad_options_and_directories_are_refused()
    {
        var options = new HymbaEngineOptions { ModelPath = " ", Device = "tpu", Threads = 0, PrefixCacheBytes = -1, PrefillChunkTokens = 0, Queue = new() { Capacity = 0 } };
        Assert.Equal(6, (await Assert.ThrowsAsync<InvalidOptionsException>(() => HymbaEngine.LoadAsync(options, cancellationToken: Cancellation))).Errors.Count);
        await Assert.ThrowsAsync<ModelLoadException>(() => LoadAsync("/no/such/model"));
        var noGpu = await Assert.ThrowsAsync<NativeLibraryException>(() => HymbaEngine.LoadAsync(new() { ModelPath = TinyA, Device = "cuda:7" }, cancellationToken: Cancellation));
        Assert.Contains("cuda:7", noGpu.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loading_reports_progress_and_can_be_cancelled()
    {
        var reports = new List<LoadProgress>();
        var progress = new Recorder(reports);
        using (await HymbaEngine.LoadAsync(new() { ModelPath = TinyA }, progress, cancellationToken: Cancellation))
        {
        }

        Assert.Equal(reports[^1].TotalBytes, reports[^1].BytesRead);
        Assert.Equal(reports.OrderBy(r => r.BytesRead), reports);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HymbaEngine.LoadAsync(new() { ModelPath = TinyA }, cancellationToken: new(canceled: true)));
    }

    [Fact]
    public async Task Batches_are_refused_with_the_reason()
    {
        await using HymbaEngine engine = await LoadAsync(TinyA);
        GenerationRequest one = Requests.Random(1, 4, 2, 320);
        Assert.Equal(2, (await engine.GenerateAsync([one], Cancellation)).TokenIds.Count);
        var error = await Assert.ThrowsAsync<BatchedGenerationException>(() => engine.GenerateAsync([one, one], Cancellation));
        Assert.Equal(2, error.Sequences);
        Assert.Contains("do not support padded batches", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_and_leaving_free_the_place()
    {
        await using HymbaEngine engine = await LoadAsync(TinyA, new() { Capacity = 1 });
        GenerationRequest endless = Requests.Random(1, 4, 1000, 320);
        await foreach (GenerationUpdate _ in engine.StreamAsync(endless, Cancellation))
        {
            break;
        }

        using var source = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.GenerateAsync(endless, _ => source.Cancel(), source.Token));
        Assert.Equal(2, (await engine.GenerateAsync(Requests.Random(2, 4, 2, 320), Cancellation)).TokenIds.Count);
        Assert.Equal(0, engine.Status.Requests);
    }

    [Fact]
    public async Task Slices_change_no_bit_and_a_short_request_overtakes_a_long_one()
    {
        GenerationRequest longOne = Requests.Random(1, 60, 400, 320), shortOne = Requests.Random(2, 10, 3, 320);
        RecordedLogits alone = new(), shared = new();
        await using (HymbaEngine serial = await LoadAsync(TinyA, new() { SliceSteps = 0 }))
        {
            await serial.GenerateAsync(alone.Watch(longOne), Cancellation);
        }

        await using HymbaEngine engine = await LoadAsync(TinyA, new() { SliceSteps = 2 });
        Task<GenerationResult> running = engine.GenerateAsync(shared.Watch(longOne), Cancellation);
        await engine.GenerateAsync(shortOne, Cancellation);
        Assert.False(running.IsCompleted);
        await running;
        Assert.Equal(alone.Rows, shared.Rows);
    }

    [Fact]
    public async Task A_request_s_own_failure_is_its_own()
    {
        await using HymbaEngine engine = await LoadAsync(TinyA);
        GenerationRequest bad = Requests.Random(1, 4, 9, 320) with { Constraint = (_, _) => throw new FormatException("mine") };
        await Assert.ThrowsAsync<FormatException>(() => engine.GenerateAsync(bad, Cancellation));
        GenerationRequest stuck = bad with { Constraint = (_, logits) => logits.Fill(float.NegativeInfinity) };
        await Assert.ThrowsAsync<InvalidLogitsException>(() => engine.GenerateAsync(stuck, Cancellation));
        Assert.Equal(9, (await engine.GenerateAsync(bad with { Constraint = null }, Cancellation)).TokenIds.Count);
        Assert.Equal(new EngineStatus(true, null, 0, 0, 0, 64), engine.Status);
    }

    [Fact]
    public async Task A_disposed_engine_says_so()
    {
        HymbaEngine engine = await LoadAsync(TinyA);
        Task<GenerationResult> running = engine.GenerateAsync(Requests.Random(1, 4, 1000, 320), Cancellation);
        await engine.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => running);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.GenerateAsync(Requests.Random(1, 4, 1, 320), Cancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.ScoreAsync([1, 2], Cancellation));
        await engine.DisposeAsync();
        Assert.False(engine.Status.Alive);
    }

    [Fact]
    public async Task A_text_is_scored_token_by_token_as_ordinary_text()
    {
        const string Text = "A quick 🦊 says </s> twice: 狐, fox.";
        await using HymbaEngine engine = await LoadAsync(WithTokenizer);
        int[] ids = engine.Tokenizer!.Encode(Text, addBos: true, parseSpecialTokens: false);
        IReadOnlyList<ScoredToken> tokens = await engine.ScoreTextAsync(Text, Cancellation);
        Assert.Equal(ids.Skip(1), tokens.Select(token => token.Id));
        Assert.DoesNotContain(engine.Tokenizer.EosId, tokens.Select(token => token.Id));
        Assert.Equal((await engine.ScoreAsync(ids, Cancellation)).LogLikelihood, tokens.Sum(token => token.LogProbability), 1e-6);
        Assert.Equal(tokens.OrderBy(token => token.Start), tokens);
        Assert.Equal(4, tokens.Count(token => token.Start == Text.IndexOf("🦊", StringComparison.Ordinal)));
        Assert.Contains(Text.LastIndexOf("fox", StringComparison.Ordinal) - 1, tokens.Select(token => token.Start));
        Assert.Empty(await engine.ScoreTextAsync(string.Empty, Cancellation));
    }

    [Fact]
    public async Task A_text_that_cannot_be_scored_is_refused()
    {
        await using HymbaEngine engine = await LoadAsync(WithTokenizer);
        await Assert.ThrowsAsync<ContextOverflowException>(() => engine.ScoreTextAsync(new string('狐', engine.Config.ContextTokens), Cancellation));
        await using HymbaEngine bare = await LoadAsync(TinyA);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bare.ScoreTextAsync("A fox.", Cancellation));
    }

    [Fact]
    public async Task Scores_agree_one_by_one_and_in_a_batch()
    {
        await using HymbaEngine engine = await LoadAsync(TinyA);
        int[][] sequences = [Requests.Tokens(1, 30, 320), Requests.Tokens(2, 7, 320), [5]];
        TokenScore[] batch = await engine.ScoreBatchAsync(sequences, Cancellation);
        for (int i = 0; i < sequences.Length; i++)
        {
            TokenScore one = await engine.ScoreAsync(sequences[i], Cancellation);
            Assert.Equal(one.LogLikelihood, batch[i].LogLikelihood, 0.01);
            Assert.Equal(sequences[i].Length - 1, batch[i].Tokens);
        }

        Assert.True(double.IsNaN(batch[2].Perplexity));
        Assert.InRange(batch[0].Perplexity, 10, 1e6);
    }

    [Fact]
    public async Task A_smaller_context_ends_replies_and_refuses_prompts()
    {
        HymbaEngineOptions options = new() { ModelPath = TinyA, DataType = HymbaDataType.Float32, MaxContextTokens = 20 };
        await using HymbaEngine engine = await HymbaEngine.LoadAsync(options, cancellationToken: Cancellation);
        Assert.Equal(20, engine.Config.ContextTokens);
        GenerationResult result = await engine.GenerateAsync(Requests.Random(1, 15, 9, 320) with { MaxNewTokens = null }, Cancellation);
        Assert.Equal((5, FinishReason.Length), (result.Usage.CompletionTokens, result.FinishReason));
        var error = await Assert.ThrowsAsync<ContextOverflowException>(() => engine.GenerateAsync(Requests.Random(1, 20, 1, 320), Cancellation));
        Assert.Equal((20, 19), (error.PromptTokens, error.LimitTokens));
        var tooLarge = await Assert.ThrowsAsync<InvalidOptionsException>(
            () => HymbaEngine.LoadAsync(options with { MaxContextTokens = 1025 }, cancellationToken: Cancellation));
        Assert.Contains("1024", tooLarge.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_probabilities_are_those_of_the_model()
    {
        await using HymbaEngine engine = await LoadAsync(TinyA);
        GenerationRequest request = Requests.Random(3, 5, 4, 320) with { Sampling = new SamplingOptions { TopLogProbabilities = 3 } };
        GenerationResult result = await engine.GenerateAsync(request, Cancellation);
        TokenScore prompt = await engine.ScoreAsync([.. request.PromptTokens], Cancellation);
        TokenScore all = await engine.ScoreAsync([.. request.PromptTokens, .. result.TokenIds], Cancellation);
        Assert.Equal(all.LogLikelihood - prompt.LogLikelihood, result.Tokens.Sum(token => token.LogProbability!.Value), 0.001);
        Assert.All(result.Tokens, token => Assert.Equal(token.Id, token.TopLogProbabilities[0].Id));
    }

    private static Task<HymbaEngine> LoadAsync(string path, HymbaQueueOptions? queue = null)
        => HymbaEngine.LoadAsync(new() { ModelPath = path, DataType = HymbaDataType.Float32, Queue = queue ?? new() }, cancellationToken: Cancellation);

    private sealed class Recorder(List<LoadProgress> reports) : IProgress<LoadProgress>
    {
        public void Report(LoadProgress value) => reports.Add(value);
    }
}
