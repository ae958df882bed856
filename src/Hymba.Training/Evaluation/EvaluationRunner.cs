using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Text;
using Hymba.Training.Data;

namespace Hymba.Training.Evaluation;

/// <summary>Evaluates a model on held-out data, one example after another. For one evaluation; not thread-safe.</summary>
/// <param name="engine">The model.</param>
/// <param name="tokenizer">Its tokenizer.</param>
/// <param name="template">The chat template.</param>
/// <param name="plan">What to evaluate.</param>
internal sealed class EvaluationRunner(HymbaEngine engine, HymbaTokenizer tokenizer, ChatTemplate template, EvaluationPlan plan)
{
    private const string TextKind = "text";

    private readonly CaseBuilder _cases = new(tokenizer, template, plan.MaxNewTokens);
    private PerplexityResult _replies = PerplexityResult.None;
    private EvaluationSpeed _speed = EvaluationSpeed.None;
    private int _done;

    /// <summary>Told of every wrong answer as soon as it is known.</summary>
    public Action<WrongAnswer>? Wrong { get; init; }

    /// <summary>Told of the share done, from 0 to 1.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Evaluates.</summary>
    /// <param name="cancellationToken">Checked between and within examples.</param>
    /// <exception cref="HymbaException">The engine cannot go on.</exception>
    public async Task<EvaluationReport> RunAsync(CancellationToken cancellationToken)
    {
        List<KindResult> kinds = [];
        PerplexityResult? text = null;
        foreach (string kind in plan.Kinds)
        {
            if (kind == TextKind)
            {
                text = await ScoreTextsAsync(cancellationToken).ConfigureAwait(false);
            }
            else
            {
                kinds.Add(await AnswerAsync(kind, cancellationToken).ConfigureAwait(false));
            }
        }

        return new EvaluationReport(plan.Seed, kinds, KindResult.Total(kinds), text, _replies, _speed);
    }

    private async Task<KindResult> AnswerAsync(string kind, CancellationToken cancellationToken)
    {
        List<Verdict> verdicts = [];
        foreach (Example example in plan.Examples(kind))
        {
            EvaluationCase current = _cases.Build(example);
            string? answer = await AnswerAsync(current, cancellationToken).ConfigureAwait(false);
            Verdict verdict = answer is null ? default : ReplyJudge.Judge(current.Expected, answer);
            if (!verdict.IsRight)
            {
                Wrong?.Invoke(new WrongAnswer(kind, verdicts.Count, current.Prompt, current.Expected, answer));
            }

            verdicts.Add(verdict);
            ReportProgress();
        }

        return KindResult.Of(kind, verdicts);
    }

    private async Task<string?> AnswerAsync(EvaluationCase current, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> prompt = current.Request.PromptTokens;
        if (prompt.Count >= engine.Config.ContextTokens)
        {
            return null;
        }

        GenerationResult result = await engine.GenerateAsync(current.Request, cancellationToken).ConfigureAwait(false);
        _speed = _speed.Add(result);
        if (prompt.Count + current.ReplyTokens.Count <= engine.Config.ContextTokens)
        {
            TokenScore before = await engine.ScoreAsync(prompt, cancellationToken).ConfigureAwait(false);
            TokenScore through = await engine.ScoreAsync([.. prompt, .. current.ReplyTokens], cancellationToken).ConfigureAwait(false);
            _replies = _replies.Add(through.Tokens - before.Tokens, through.LogLikelihood - before.LogLikelihood);
        }

        return result.Text;
    }

    private async Task<PerplexityResult> ScoreTextsAsync(CancellationToken cancellationToken)
    {
        PerplexityResult sum = PerplexityResult.None;
        foreach (Example example in plan.Examples(TextKind))
        {
            int[] tokens = tokenizer.Encode(example.Text!, addBos: true, parseSpecialTokens: false);
            TokenScore score = await engine.ScoreAsync(
                tokens[..Math.Min(tokens.Length, engine.Config.ContextTokens)], cancellationToken).ConfigureAwait(false);
            sum = sum.Add(score.Tokens, score.LogLikelihood);
            ReportProgress();
        }

        return sum;
    }

    private void ReportProgress() => Progress?.Report((double)++_done / ((long)plan.Kinds.Count * plan.Count));
}
