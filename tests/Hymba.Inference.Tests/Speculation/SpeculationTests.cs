using Hymba.Inference.Generation;
using Hymba.Inference.Sampling;
using Hymba.Inference.Tests.Generation;
using Hymba.Inference.Tests.Golden;
using static TorchSharp.torch;

namespace Hymba.Inference.Tests.Speculation;

public sealed class SpeculationTests
{
    private const int Vocabulary = 320;
    private static readonly GoldenModel Golden = GoldenModel.Get("tiny-a");

    public static TheoryData<SamplingOptions> Samplings =>
    [
        new SamplingOptions(),
        new SamplingOptions { Temperature = 1.3f, Seed = 5 },
        new SamplingOptions { Temperature = 0.8f, TopK = 40, TopP = 0.9f, MinP = 0.01f, Seed = 6, TopLogProbabilities = 3 },
        new SamplingOptions { RepetitionPenalty = 1.2f, PresencePenalty = 0.5f, FrequencyPenalty = 0.3f, LogitBias = new Dictionary<int, float> { [7] = 2, [9] = -5 } },
    ];

    [Theory]
    [MemberData(nameof(Samplings))]
    public void Every_choice_is_made_from_the_same_bits(SamplingOptions sampling)
    {
        using LoadedModel model = Golden.LoadModel(prefixCacheBytes: 0);
        GenerationRequest request = Requests.Random(20, 30, 60, Vocabulary) with { Sampling = sampling };
        RecordedLogits expected = new(), copied = new(), trapped = new(), alone = new();
        GenerationResult plain = Sessions.Run(model, expected.Watch(request));
        GenerationRequest speculating = request with { Speculate = true };
        GenerationResult copies = Sessions.Run(model, copied.Watch(speculating with { LookupTokens = plain.TokenIds }));
        GenerationResult traps = Sessions.Run(model, trapped.Watch(speculating with { LookupTokens = Traps(plain.TokenIds) }));
        GenerationResult none = Sessions.Run(model, alone.Watch(speculating));

        Assert.Null(plain.Speculation);
        foreach (GenerationResult result in new[] { copies, traps, none })
        {
            Assert.Equal(plain.TokenIds, result.TokenIds);
            Assert.Equal(plain.Tokens.Select(token => token.LogProbability), result.Tokens.Select(token => token.LogProbability));
            Assert.Equal(plain.Tokens.SelectMany(token => token.TopLogProbabilities), result.Tokens.SelectMany(token => token.TopLogProbabilities));
            Assert.Equal((plain.FinishReason, plain.Usage, plain.Seed is null), (result.FinishReason, result.Usage, result.Seed is null));

            // The first token comes with the prompt.
            Assert.Equal(59, result.Speculation!.Passes + result.Speculation.AcceptedTokens);
        }

        Assert.Equal(expected.Rows, copied.Rows);
        Assert.Equal(expected.Rows, trapped.Rows);
        Assert.Equal(expected.Rows, alone.Rows);
        Assert.InRange(copies.Speculation!.AcceptedTokens, 30, 59);
        Assert.InRange(traps.Speculation!.DraftedTokens - traps.Speculation.AcceptedTokens, 1, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(17)]
    public void The_limit_and_the_context_cut_an_accepted_run(int newTokens)
    {
        using LoadedModel model = Golden.LoadModel(prefixCacheBytes: 0);
        GenerationRequest request = Requests.Random(21, 20, 40, Vocabulary);
        IReadOnlyList<int> reply = Sessions.Run(model, request).TokenIds;
        GenerationResult result = Sessions.Run(model, request with { MaxNewTokens = newTokens, Speculate = true, LookupTokens = reply });

        Assert.Equal(reply.Take(newTokens), result.TokenIds);
        Assert.Equal(FinishReason.Length, result.FinishReason);
    }

    [Fact]
    public void An_end_token_cuts_an_accepted_run_and_the_state_holds_what_was_kept()
    {
        using LoadedModel model = Golden.LoadModel(prefixCacheBytes: 0);
        GenerationRequest request = Requests.Random(22, 20, 40, Vocabulary);
        int end = model.Config.EosTokenIds[0];
        GenerationRequest ending = request with
        {
            IgnoreEndTokens = false,
            Constraint = (generated, logits) => logits[end] = generated.Length == 21 ? 1000 : float.NegativeInfinity,
        };
        (GenerationResult expected, int position) = RunToState(model, ending);
        IReadOnlyList<int> longer = [.. expected.TokenIds, 5, 6, 7, 8, 9];
        (GenerationResult actual, int reached) = RunToState(model, ending with { Speculate = true, LookupTokens = longer });

        Assert.Equal((FinishReason.EndOfSequence, 21), (actual.FinishReason, actual.Usage.CompletionTokens));
        Assert.Equal(expected.TokenIds, actual.TokenIds);
        Assert.Equal(position, reached);
        Assert.InRange(actual.Speculation!.AcceptedTokens, 5, 21);
    }

    [Fact]
    public void A_constraint_that_throws_ends_the_request_behind_what_was_chosen_before()
    {
        using LoadedModel model = Golden.LoadModel(prefixCacheBytes: 0);
        GenerationRequest request = Requests.Random(23, 20, 30, Vocabulary);
        IReadOnlyList<int> reply = Sessions.Run(model, request).TokenIds;
        List<int> received = [];
        GenerationRequest throwing = request with
        {
            Speculate = true,
            LookupTokens = reply,
            Constraint = (generated, logits) => logits[0] = generated.Length == 20 ? throw new InvalidOperationException("no more") : logits[0],
        };

        Assert.ThrowsAny<Exception>(() => Sessions.Run(model, throwing, update => received.Add(update.Token!.Value.Id)));
        Assert.Equal(reply.Take(20), received);
    }

    [Fact]
    public void Interleaved_sessions_do_not_disturb_each_other()
    {
        using LoadedModel model = Golden.LoadModel(chunkTokens: 9, prefixCacheBytes: 0);
        GenerationRequest[] requests = [.. Enumerable.Range(0, 3).Select(i => Requests.Random(30 + i, 15 + (9 * i), 50, Vocabulary))];
        IReadOnlyList<int>[] replies = [.. requests.Select(request => Sessions.Run(model, request).TokenIds)];
        GenerationSession[] sessions =
            [.. requests.Select((request, i) => new GenerationSession(model, request with { Speculate = true, LookupTokens = replies[i] }, TimeProvider.System))];
        while (sessions.Any(session => !session.Finished))
        {
            foreach (GenerationSession session in sessions.Where(session => !session.Finished))
            {
                session.Step(Sessions.Ignore);
            }
        }

        for (int i = 0; i < sessions.Length; i++)
        {
            Assert.Equal(replies[i], sessions[i].Result().TokenIds);
            Assert.InRange(sessions[i].Result().Speculation!.AcceptedTokens, 30, 49);
            sessions[i].Dispose();
        }
    }

    [Fact]
    public void The_request_goes_before_the_engine()
    {
        using LoadedModel model = new(Golden.LoadWeights(), new Inference.Forward.KernelScan(1), null, 0, 256) { Speculates = true };
        GenerationRequest request = Requests.Random(24, 10, 5, Vocabulary);

        Assert.NotNull(Sessions.Run(model, request).Speculation);
        Assert.Null(Sessions.Run(model, request with { Speculate = false }).Speculation);
    }

    [Fact]
    public void A_model_without_the_kernels_goes_on_without_drafts_and_tells()
    {
        using LoadedModel model = Golden.LoadModel(ScalarType.Float16, prefixCacheBytes: 0);
        GenerationRequest request = Requests.Random(25, 10, 20, Vocabulary);
        GenerationResult result = Sessions.Run(model, request with { Speculate = true });

        Assert.Equal(Sessions.Run(model, request).TokenIds, result.TokenIds);
        Assert.Null(result.Speculation);
        Assert.Null(model.DraftPass);
    }

    [Fact]
    public void Tokens_to_copy_from_that_the_model_lacks_are_refused()
    {
        using LoadedModel model = Golden.LoadModel();
        var error = Assert.Throws<InvalidOptionsException>(() => Sessions.Run(model, Requests.Random(1, 5, 5, Vocabulary) with { LookupTokens = [1, Vocabulary] }));
        Assert.Contains("LookupTokens", error.Message, StringComparison.Ordinal);
    }

    private static (GenerationResult Result, int Position) RunToState(LoadedModel model, GenerationRequest request)
    {
        using var session = new GenerationSession(model, request, TimeProvider.System);
        while (!session.Finished)
        {
            session.Step(Sessions.Ignore);
        }

        return (session.Result(), session.State!.Position);
    }

    // Every six tokens go on with a wrong one.
    private static int[] Traps(IReadOnlyList<int> reply)
        => [.. Enumerable.Range(0, reply.Count - 6).SelectMany(i => reply.Skip(i).Take(6).Append((reply[i + 6] + 1) % Vocabulary))];
}
