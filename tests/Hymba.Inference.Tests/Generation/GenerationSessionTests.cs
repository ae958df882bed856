using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;
using Hymba.Inference.Tests.Golden;

namespace Hymba.Inference.Tests.Generation;

public sealed class GenerationSessionTests
{
    private static readonly GoldenModel Golden = GoldenModel.Get("tiny-a");

    [Fact]
    public void Takes_one_step_per_chunk_and_per_token()
    {
        using LoadedModel model = Golden.LoadModel(chunkTokens: 8);
        using var session = new GenerationSession(model, Requests.Random(1, 20, 3, 320, 10), TimeProvider.System);
        var steps = new List<(bool InPrefill, bool Update)>();
        while (!session.Finished)
        {
            bool inPrefill = session.InPrefill;
            steps.Add((inPrefill, session.Step(Sessions.Ignore)));
        }

        // 10 tokens to the snapshot are 8 + 2, the other 10 are 8 + 2.
        Assert.Equal([(true, false), (true, false), (true, false), (true, true), (false, true), (false, true)], steps);
        Assert.Equal(new GenerationUsage(20, 0, 3), session.Result().Usage);
    }

    [Fact]
    public void A_cache_hit_changes_no_bit()
    {
        using LoadedModel cold = Golden.LoadModel(chunkTokens: 7, prefixCacheBytes: 0);
        using LoadedModel warm = Golden.LoadModel(chunkTokens: 7);
        GenerationRequest request = Requests.Random(2, 40, 12, 320, 13, 30, 40);
        RecordedLogits expected = new(), filling = new(), hitting = new();
        GenerationResult uncached = Sessions.Run(cold, expected.Watch(request));
        GenerationResult first = Sessions.Run(warm, filling.Watch(request));
        GenerationResult second = Sessions.Run(warm, hitting.Watch(request));

        Assert.Equal(0, uncached.Usage.CachedTokens);
        Assert.Equal(0, first.Usage.CachedTokens);
        Assert.Equal(30, second.Usage.CachedTokens);
        Assert.Equal(expected.Rows, filling.Rows);
        Assert.Equal(expected.Rows, hitting.Rows);
    }

    [Fact]
    public void A_longer_conversation_continues_from_the_last_turn()
    {
        using LoadedModel model = Golden.LoadModel(chunkTokens: 7);
        GenerationRequest first = Requests.Random(3, 20, 1, 320, 8, 20);
        GenerationRequest second = first with { PromptTokens = [.. first.PromptTokens, 5, 6, 7, 8], SnapshotPositions = [8, 20, 24] };
        Sessions.Run(model, first);
        Assert.Equal(20, Sessions.Run(model, second).Usage.CachedTokens);

        // Without the border at 20 the prompt is cut elsewhere, so that snapshot must not be used.
        Assert.Equal(8, Sessions.Run(model, second with { SnapshotPositions = [8, 24] }).Usage.CachedTokens);
        Assert.Equal(0, Sessions.Run(model, second with { PromptTokens = [9, .. second.PromptTokens.Skip(1)] }).Usage.CachedTokens);
    }

    [Fact]
    public void Interleaved_sessions_give_the_bits_of_serial_ones()
    {
        using LoadedModel model = Golden.LoadModel(chunkTokens: 9, prefixCacheBytes: 0);
        GenerationRequest[] requests = [.. Enumerable.Range(0, 3).Select(i => Requests.Random(10 + i, 15 + (9 * i), 20, 320))];
        RecordedLogits[] serial = [.. requests.Select(_ => new RecordedLogits())], woven = [.. requests.Select(_ => new RecordedLogits())];
        for (int i = 0; i < requests.Length; i++)
        {
            Sessions.Run(model, serial[i].Watch(requests[i]));
        }

        GenerationSession[] sessions = [.. requests.Select((r, i) => new GenerationSession(model, woven[i].Watch(r), TimeProvider.System))];
        while (sessions.Any(session => !session.Finished))
        {
            foreach (GenerationSession session in sessions.Where(session => !session.Finished))
            {
                session.Step(Sessions.Ignore);
            }
        }

        for (int i = 0; i < requests.Length; i++)
        {
            Assert.Equal(20, woven[i].Rows.Count);
            Assert.Equal(serial[i].Rows, woven[i].Rows);
            sessions[i].Dispose();
        }
    }

    [Fact]
    public void A_constraint_decides_what_may_come()
    {
        using LoadedModel model = Golden.LoadModel();
        var seen = new List<int>();
        GenerationRequest request = Requests.Random(4, 5, 6, 320) with
        {
            Constraint = (generated, logits) =>
            {
                seen.Add(generated.Length);
                float keep = logits[100 + generated.Length];
                logits.Fill(float.NegativeInfinity);
                logits[100 + generated.Length] = keep;
            },
        };
        Assert.Equal([100, 101, 102, 103, 104, 105], Sessions.Run(model, request).TokenIds);
        Assert.Equal([0, 1, 2, 3, 4, 5], seen);
    }

    [Fact]
    public void An_end_token_ends_the_reply_and_is_not_part_of_it()
    {
        using LoadedModel model = Golden.LoadModel();
        GenerationRequest request = Requests.Random(5, 5, 30, 320) with
        {
            IgnoreEndTokens = false,
            Sampling = new SamplingOptions { LogitBias = new Dictionary<int, float>() },
            Constraint = (generated, logits) => logits[generated.Length == 4 ? 2 : 50] = 1000,
        };
        GenerationResult result = Sessions.Run(model, request);
        Assert.Equal(FinishReason.EndOfSequence, result.FinishReason);
        Assert.Equal([50, 50, 50, 50], result.TokenIds);
        Assert.Equal(4, result.Usage.CompletionTokens);
    }

    [Fact]
    public void The_context_limit_ends_the_reply()
    {
        using LoadedModel model = Golden.LoadModel();
        int context = model.Config.ContextTokens;
        GenerationRequest request = Requests.Random(6, context - 5, 5, 320) with { MaxNewTokens = null };
        GenerationResult result = Sessions.Run(model, request);
        Assert.Equal(FinishReason.Length, result.FinishReason);
        Assert.Equal(5, result.Usage.CompletionTokens);
    }

    [Fact]
    public void The_longest_prompt_that_fits_gets_one_token()
    {
        using LoadedModel model = Golden.LoadModel();
        GenerationResult result = Sessions.Run(model, Requests.Random(7, model.Config.ContextTokens - 1, 9, 320));
        Assert.Equal((1, FinishReason.Length), (result.TokenIds.Count, result.FinishReason));
    }

    [Fact]
    public void A_prompt_that_does_not_fit_is_refused_with_both_numbers()
    {
        using LoadedModel model = Golden.LoadModel();
        GenerationRequest request = Requests.Random(7, 1024, 1, 320);
        var error = Assert.Throws<ContextOverflowException>(() => new GenerationSession(model, request, TimeProvider.System));
        Assert.Equal((1024, 1023), (error.PromptTokens, error.LimitTokens));
        Assert.Contains("1024", error.Message, StringComparison.Ordinal);
        Assert.Contains("1023", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_requests_are_refused_before_any_work()
    {
        using LoadedModel model = Golden.LoadModel();
        Assert.Throws<InvalidOptionsException>(() => Sessions.Run(model, new GenerationRequest { PromptTokens = [] }));
        Assert.Throws<ArgumentNullException>(() => Sessions.Run(model, new GenerationRequest { PromptTokens = null! }));
        Assert.Throws<ArgumentNullException>(() => Sessions.Run(model, new GenerationRequest { PromptTokens = [1], Sampling = null! }));
        Assert.Throws<ArgumentNullException>(() => Sessions.Run(model, new GenerationRequest { PromptTokens = [1], StopSequences = null! }));
        Assert.Throws<InvalidOptionsException>(() => Sessions.Run(model, new GenerationRequest { PromptTokens = [1], MaxNewTokens = 0 }));
        Assert.Throws<InvalidOptionsException>(() => Sessions.Run(model, new GenerationRequest { PromptTokens = [1], StopSequences = ["x"] }));
        Assert.Throws<InvalidOptionsException>(() => Sessions.Run(model, new GenerationRequest { PromptTokens = [1], SnapshotPositions = [2] }));
        Assert.Throws<InvalidOptionsException>(() => Sessions.Run(model, new GenerationRequest { PromptTokens = [1, 2], SnapshotPositions = [2, 1] }));
        var error = Assert.Throws<InvalidTokenException>(() => Sessions.Run(model, new GenerationRequest { PromptTokens = [1, 320] }));
        Assert.Equal((320, 1, 320), (error.TokenId, error.Position, error.VocabularySize));
    }

    [Fact]
    public void The_same_seed_gives_the_same_tokens()
    {
        using LoadedModel model = Golden.LoadModel();
        GenerationRequest request = Requests.Random(8, 9, 40, 320) with { Sampling = new SamplingOptions { Temperature = 1, Seed = 77 } };
        GenerationResult first = Sessions.Run(model, request);
        Assert.Equal(first.TokenIds, Sessions.Run(model, request).TokenIds);
        Assert.NotEqual(first.TokenIds, Sessions.Run(model, request with { Sampling = request.Sampling with { Seed = 78 } }).TokenIds);
        Assert.Equal(77, first.Seed);
    }
}
