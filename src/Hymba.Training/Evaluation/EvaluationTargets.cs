namespace Hymba.Training.Evaluation;

/// <summary>The shares of right replies that Hymba Nano is to reach on held-out data.</summary>
internal static class EvaluationTargets
{
    private static readonly Dictionary<string, double> Shares = new()
    {
        ["rag"] = 0.95,
        ["rag-absent"] = 0.90,
        ["tool"] = 0.95,
        ["no-tool"] = 0.95,
        ["follow-up"] = 0.85,
    };

    /// <summary>The target of a kind; null where it has none.</summary>
    public static double? Of(string kind) => Shares.TryGetValue(kind, out double share) ? share : null;
}
