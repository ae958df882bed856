using System.Text.Json;
using Hymba.Inference;
using Hymba.Inference.Text;
using Hymba.Training.Data;
using Hymba.Training.Evaluation;

namespace Hymba.Training.Tests.Evaluation;

/// <summary>On a model of random weights: hardly an answer is right, but everything else is as it is with a real one.</summary>
public sealed class EvaluationRunnerTests
{
    private static readonly string Model = RepositoryFiles.Fixture("golden/tiny-real-vocab");
    private static readonly HymbaTokenizer Tokenizer = HymbaTokenizer.Load(Model);
    private static readonly ChatTemplate Template = ChatTemplate.Load(Model, Tokenizer);
    private static readonly EvaluationPlan Plan = new() { Kinds = ["rag", "tool", "text"], Count = 2, MaxNewTokens = 3 };

    [Fact]
    public async Task A_random_model_answers_nothing_and_everything_is_counted()
    {
        List<WrongAnswer> wrong = [];
        List<double> shares = [];
        EvaluationReport report = await RunAsync(wrong.Add, new Shares(shares));
        Assert.Equal(["rag", "tool"], report.Kinds.Select(kind => kind.Kind));
        Assert.All(report.Kinds, kind => Assert.Equal((2, 0, 0, 0.0, 0.95, false), (kind.Count, kind.Correct, kind.Exact, kind.Share, kind.Target, kind.Met)));
        Assert.Equal((4, 0, 4), (report.Total.Count, report.Total.Correct, report.Total.WithoutCall));
        Assert.Equal((2, 4), (report.Text!.Texts, report.Replies.Texts));

        // Weights at random find every token of 32,001 about equally unlikely, or worse.
        Assert.All([report.Text, report.Replies], result => Assert.True(result.Perplexity > 1000));
        Assert.Equal([1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0, 5 / 6.0, 1], shares);
        Assert.Equal([("rag", 0), ("rag", 1), ("tool", 0), ("tool", 1)], wrong.Select(answer => (answer.Kind, answer.Index)));
        Assert.All(wrong, answer => Assert.EndsWith("<extra_id_1>Assistant\n", answer.Prompt, StringComparison.Ordinal));
        Assert.All(wrong.Skip(2), answer => Assert.StartsWith("<toolcall> {\"name\": ", answer.Expected, StringComparison.Ordinal));
        Assert.All(wrong, answer => Assert.NotEqual(answer.Expected, answer.Actual));
    }

    [Fact]
    public async Task The_same_plan_gives_the_same_report()
    {
        EvaluationReport first = await RunAsync(), second = await RunAsync();
        Assert.Equal(WithoutTimes(first), WithoutTimes(second));

        static string WithoutTimes(EvaluationReport report) => JsonSerializer.Serialize(report with { Speed = EvaluationSpeed.None });
    }

    [Fact]
    public void A_case_is_the_conversation_cut_before_its_last_reply()
    {
        foreach (string kind in NanoData.Kinds.Select(known => known.Kind).Where(kind => kind != "text"))
        {
            Example example = NanoData.CreateEvaluation(11, kind, 5);
            EvaluationCase built = new CaseBuilder(Tokenizer, Template, 9).Build(example);
            Assert.Equal(Template.Render(example.Conversation!).Text, built.Prompt + built.Expected + "\n");
            Assert.Equal(built.Prompt, Tokenizer.Decode([.. built.Request.PromptTokens]));
            Assert.Equal(built.Prompt + built.Expected, Tokenizer.Decode([.. built.Request.PromptTokens, .. built.ReplyTokens]));
            Assert.Equal(Tokenizer.EosId, built.ReplyTokens[^1]);
            Assert.Equal(built.Request.PromptTokens.Count, built.Request.SnapshotPositions[^1]);
            Assert.Equal((9, true), (built.Request.MaxNewTokens, built.Request.Sampling.IsGreedy));
        }
    }

    [Fact]
    public async Task Cache_slices_and_chunks_change_no_answer()
    {
        EvaluationPlan plan = Plan with { Kinds = ["follow-up", "text"], Count = 3 };
        var check = new InvarianceCheck(Options(), 1024, new CaseBuilder(Tokenizer, Template, plan.MaxNewTokens), plan);
        IReadOnlyList<InvarianceResult> results = await check.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(4, results.Count);
        Assert.All(results, result => Assert.Equal((3, 0), (result.Answers, result.Differing)));
        Assert.Equal([3, 0, 0], results.Skip(1).Select(result => result.CacheHits));
    }

    private static HymbaEngineOptions Options() => new() { ModelPath = Model, DataType = HymbaDataType.Float32, Threads = 1 };

    private static async Task<EvaluationReport> RunAsync(Action<WrongAnswer>? wrong = null, IProgress<double>? progress = null)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using HymbaEngine engine = await HymbaEngine.LoadAsync(Options(), cancellationToken: cancellationToken);
        return await new EvaluationRunner(engine, Tokenizer, Template, Plan) { Wrong = wrong, Progress = progress }.RunAsync(cancellationToken);
    }

    private sealed class Shares(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
