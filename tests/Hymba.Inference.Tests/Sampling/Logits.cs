namespace Hymba.Inference.Tests.Sampling;

/// <summary>Seeded logits and a plain reference for filters: double precision and a full sort.</summary>
internal static class Logits
{
    /// <summary>Bell-shaped logits; with steps, rounded so that many tie.</summary>
    public static float[] Random(int count, int seed, float spread = 3f, float step = 0f)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            double sum = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
            float logit = (float)(sum * spread);
            return step == 0f ? logit : MathF.Round(logit / step) * step;
        })];
    }

    /// <summary>Kept ids with their probabilities, best first.</summary>
    public static (int Id, double Probability)[] Reference(float[] logits, double temperature, int? topK, float? topP, float? minP)
    {
        double best = logits.Max();
        (int Id, double Weight)[] sorted =
        [
            .. Enumerable.Range(0, logits.Length)
                .Where(id => logits[id] > float.NegativeInfinity)
                .OrderByDescending(id => logits[id])
                .ThenBy(id => id)
                .Take(topK ?? int.MaxValue)
                .Select(id => (id, Math.Exp((logits[id] - best) / temperature))),
        ];
        double total = sorted.Sum(token => token.Weight), before = 0;
        var kept = new List<(int Id, double Weight)>();
        foreach ((int id, double weight) in sorted)
        {
            if (topP is { } p && p < 1f && before >= p * total)
            {
                break;
            }

            before += weight;
            if (minP is not { } least || weight >= least)
            {
                kept.Add((id, weight));
            }
        }

        double keptTotal = kept.Sum(token => token.Weight);
        return [.. kept.Select(token => (token.Id, token.Weight / keptTotal))];
    }
}
