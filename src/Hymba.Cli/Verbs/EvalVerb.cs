using System.CommandLine;
using System.CommandLine.Parsing;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference;
using Hymba.Inference.Text;
using Hymba.Training.Evaluation;

namespace Hymba.Cli.Verbs;

/// <summary>How many of Hymba Nano's held-out examples a model answers rightly.</summary>
internal sealed class EvalVerb : Verb
{
    private const int InvarianceCount = 40;
    private static readonly EvaluationPlan Defaults = new();

    private readonly EngineArguments _engine;

    private readonly Option<int?> _count = NumberOption.Create<int>("--count", "N", "Examples of each kind, from 1 on.", least: 1, absent: Defaults.Count);
    private readonly Option<string[]> _kinds = KindsOption.Create();
    private readonly Option<ulong?> _seed = NumberOption.Create<ulong>("--seed", "S", "Chooses the examples.", absent: Defaults.Seed);

    private readonly Option<int?> _maxTokens = NumberOption.Create<int>(
        "--max-tokens", "N", "The most tokens of a reply, from 1 on; what is cut off is wrong.", least: 1, absent: Defaults.MaxNewTokens);

    private readonly Option<bool> _invariance = new("--invariance")
    {
        Description = $"Also answer up to {InvarianceCount} examples of each kind with and without prefix cache, time slices and small prompt chunks, "
            + "and count the answers that differ. Default: not done.",
    };

    private readonly Option<string> _failures = new("--failures")
    {
        HelpName = "FILE",
        Description = "Gets the wrong answers, one line of JSON each: {\"kind\",\"index\",\"prompt\",\"expected\",\"actual\"}. Default: none.",
    };

    private readonly Option<bool> _json = CommonOptions.Json(
        "{\"seed\",\"kinds\":[{\"kind\",\"count\",\"correct\",\"exact\",\"without_call\",\"target\",\"share\",\"interval\":{\"low\",\"high\"},\"met\"}],"
        + "\"total\",\"text\":{\"texts\",\"tokens\",\"log_likelihood\",\"perplexity\"},\"replies\",\"speed\",\"invariance\"}");

    public EvalVerb(ToolConsole console)
        : base("eval", "Counts how many held-out examples of the data behind Hymba Nano a model answers rightly.", console)
    {
        Details = "Each example is a conversation without its last reply, which the model writes, greedily. Right is the same text; for a tool call the\n"
            + "same name and arguments, one call and nothing else. The interval is Wilson's. Of the kind text the perplexity is computed instead.\n"
            + "The examples are generated; names and values in them never occur in training. A prompt beyond the context counts as wrong.";
        _engine = new EngineArguments(this);
        Option[] options = [_count, _kinds, _seed, _maxTokens, _invariance, _failures, _json];
        Array.ForEach(options, Add);
    }

    /// <inheritdoc/>
    protected override async Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        HymbaEngineOptions options = _engine.Read(arguments);
        var plan = new EvaluationPlan
        {
            Kinds = arguments.GetRequiredValue(_kinds),
            Count = arguments.GetValue(_count)!.Value,
            Seed = arguments.GetValue(_seed)!.Value,
            MaxNewTokens = arguments.GetValue(_maxTokens)!.Value,
        };
        HymbaTokenizer tokenizer = EngineStart.LoadTokenizer(options.ModelPath, "eval needs it");
        var template = ChatTemplate.Load(options.ModelPath, tokenizer);
        using FailureFile? failures = FailureFile.Create(arguments.GetValue(_failures));
        (EvaluationReport report, int contextTokens) = await EvaluateAsync(options, tokenizer, template, plan, failures, cancellationToken).ConfigureAwait(false);
        if (arguments.GetValue(_invariance))
        {
            EvaluationPlan part = plan with { Count = Math.Min(plan.Count, InvarianceCount) };
            var cases = new CaseBuilder(tokenizer, template, plan.MaxNewTokens);
            report = report with
            {
                Invariance = await ProgressBar.RunAsync(
                    Console,
                    "Comparing",
                    bar => new InvarianceCheck(options, contextTokens, cases, part) { Progress = bar }.RunAsync(cancellationToken)).ConfigureAwait(false),
            };
        }

        if (arguments.GetValue(_json))
        {
            Console.WriteJson(report);
        }
        else
        {
            EvaluationTable.Write(Console, report);
        }
    }

    private async Task<(EvaluationReport Report, int ContextTokens)> EvaluateAsync(
        HymbaEngineOptions options,
        HymbaTokenizer tokenizer,
        ChatTemplate template,
        EvaluationPlan plan,
        FailureFile? failures,
        CancellationToken cancellationToken)
    {
        StartedEngine started = await EngineStart.LoadAsync(Console, options, cancellationToken).ConfigureAwait(false);
        using HymbaEngine engine = started.Engine;
        EvaluationReport report = await ProgressBar.RunAsync(
            Console,
            "Evaluating",
            bar => new EvaluationRunner(engine, tokenizer, template, plan) { Wrong = failures is null ? null : failures.Add, Progress = bar }
                .RunAsync(cancellationToken)).ConfigureAwait(false);
        return (report, engine.Config.ContextTokens);
    }
}
