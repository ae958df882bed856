namespace Hymba.Training.Evaluation;

/// <summary>How well replies of one kind were.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">Replies.</param>
/// <param name="Correct">Right ones.</param>
/// <param name="Exact">Those that are right to the character; only tool calls can be right in another spelling.</param>
/// <param name="WithoutCall">Those without a tool call, right or wrong.</param>
/// <param name="Target">The share that is to be reached; null for none.</param>
internal sealed record KindResult(string Kind, int Count, int Correct, int Exact, int WithoutCall, double? Target)
{
    /// <summary>Right ones of all, from 0 to 1.</summary>
    public double Share => Count == 0 ? 0 : (double)Correct / Count;

    /// <summary>Where the share lies with 95 % confidence.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Correct, Count);

    /// <summary>Whether the share reaches the target; null where there is none.</summary>
    public bool? Met => Target is double target ? Share >= target : null;

    /// <summary>The result of one kind.</summary>
    public static KindResult Of(string kind, IReadOnlyCollection<Verdict> verdicts) => new(
        kind,
        verdicts.Count,
        verdicts.Count(verdict => verdict.IsRight),
        verdicts.Count(verdict => verdict.IsExact),
        verdicts.Count(verdict => !verdict.HasCall),
        EvaluationTargets.Of(kind));

    /// <summary>Several kinds taken together.</summary>
    public static KindResult Total(IReadOnlyCollection<KindResult> kinds) => new(
        "total", kinds.Sum(kind => kind.Count), kinds.Sum(kind => kind.Correct), kinds.Sum(kind => kind.Exact), kinds.Sum(kind => kind.WithoutCall), null);
}
