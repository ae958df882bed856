using Hymba.Validation.Groundedness;
using Hymba.Validation.Pii;
using Hymba.Validation.Policies;
using Hymba.Validation.Secrets;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Figures that cases only give together.</summary>
internal static class PooledFigures
{
    /// <summary>The file whose answers are ranked, not judged one by one.</summary>
    public const string Answers = "groundedness.halueval";

    private const string Sentences = "pii_sentences.presidio-research";
    private const string Benign = "benign_inputs.agentguard";
    private const double MostFalsePositives = 0.05;

    private static readonly PiiValidator Everything = new();
    private static readonly SecretsValidator Secrets = new();

    public static async Task<IReadOnlyList<Figure>> AllAsync()
        => [.. TypesTogether(), .. Credentials(), .. Groundedness(), F1("F1, no phone", 0.9, AllButPhone), F1("F1 of phone", 0.8, ["PHONE_NUMBER"]), await OrdinaryAsync()];

    private static string[] AllButPhone => ["CREDIT_CARD", "EMAIL_ADDRESS", "US_SSN", "IBAN_CODE", "IP_ADDRESS", "URL"];

    /// <summary>Spans of personal data with all types looked for at once, as pipelines do.</summary>
    private static IEnumerable<Figure> TypesTogether()
    {
        var core = new Figure("pii_*, all types at once", "core", "spans", CaseScores.Exact, 0.97);
        var extended = new Figure("pii_*, all types at once", "extended", "spans", CaseScores.Exact, 0.95);
        foreach (var file in GuardrailFile.All.Where(file => file.Check == "spans"))
        {
            foreach (var item in file.Cases.Where(item => item.Tier is "core" or "extended"))
            {
                var type = CaseSettings.EntityType(file, item);
                var found = Everything.Find(item.Text).Where(finding => finding.Type == type).Select(finding => (finding.Type, finding.Start, finding.End));
                (item.Tier == "core" ? core : extended).Count(found.SequenceEqual(TextScores.Entities(item)), item.Id);
            }
        }

        return [core, extended];
    }

    private static IEnumerable<Figure> Credentials()
    {
        var core = new Figure("secrets.*", "core", "flag_typed", CaseScores.Found, 0.95);
        var quiet = new Figure("secrets.*, sentences, benign", "negatives", "flag_typed", CaseScores.LeftAlone, 0.98);
        foreach (var item in GuardrailFile.All.Where(file => file.Check == "flag_typed").SelectMany(file => file.Cases))
        {
            var isFound = Secrets.Find(item.Text).Count > 0;
            if (!item.Flag)
            {
                quiet.Count(!isFound, item.Id);
            }
            else if (item.Tier == "core")
            {
                core.Count(isFound, item.Id);
            }
        }

        foreach (var item in GuardrailCase.Read(Sentences).Concat(GuardrailCase.Read(Benign)))
        {
            quiet.Count(Secrets.Find(item.Text).Count == 0, item.Id);
        }

        return [core, quiet];
    }

    /// <summary>How often an invented answer scores higher than a right one, and how many do than all but a few of the right ones.</summary>
    private static IEnumerable<Figure> Groundedness()
    {
        var scores = GuardrailCase.Read(Answers).ToLookup(
            item => item.Expected.GetProperty("grounded").GetBoolean(), item => GroundednessValidator.Score(item.Text, [item.String("context")]));
        double[] right = [.. scores[true].Order()];
        double[] invented = [.. scores[false]];
        var limit = right[(int)Math.Ceiling(right.Length * (1 - MostFalsePositives)) - 1];

        // In halves, so that a tie is half right.
        var order = new Figure(Answers, "heuristic", "grounded", "AUC", 0.85);
        order.Set(invented.Sum(bad => right.Sum(good => Math.Sign(bad - good) + 1)), 2 * invented.Length * right.Length);
        var recall = new Figure(Answers, "heuristic", "grounded", "recall @5 %", 0.7);
        recall.Set(invented.Count(score => score > limit), invented.Length);
        return [order, recall];
    }

    /// <summary>Over sentences, by exact type and span.</summary>
    private static Figure F1(string measure, double floor, string[] types)
    {
        var (hits, wrong, missed) = (0, 0, 0);
        foreach (var item in GuardrailCase.Read(Sentences))
        {
            var expected = TextScores.Entities(item).Where(entity => types.Contains(entity.Type)).ToHashSet();
            var found = Everything.Find(item.Text).Where(finding => types.Contains(finding.Type))
                .Select(finding => (finding.Type, finding.Start, finding.End)).ToHashSet();
            hits += expected.Count(found.Contains);
            missed += expected.Count(entity => !found.Contains(entity));
            wrong += found.Count(entity => !expected.Contains(entity));
        }

        var figure = new Figure(Sentences, "heuristic", "spans_multi", measure, floor);
        figure.Set(2 * hits, (2 * hits) + wrong + missed);
        return figure;
    }

    /// <summary>Ordinary requests that the strictest preset sends on as they are.</summary>
    private static async Task<Figure> OrdinaryAsync()
    {
        var figure = new Figure(Benign, "benign", "flag", "Strict allows", 59.0 / 60);
        var pipeline = PresetPipelines.Make(ValidationPreset.Strict);
        foreach (var item in GuardrailCase.Read(Benign))
        {
            var result = await pipeline.ValidateAsync(item.Text, new ValidationContext { Role = TextRole.User });
            figure.Count(result.Decision == ValidationDecision.Allow, item.Id);
        }

        return figure;
    }
}
