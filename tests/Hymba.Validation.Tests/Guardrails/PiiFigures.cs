using System.Text.Json;
using Hymba.Validation.Pii;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Figures of the validator of personal data over the cases.</summary>
internal static class PiiFigures
{
    private static readonly PiiValidator Everything = new();

    /// <summary>Spans of one type. Weak cases may be reported with low confidence only; contested ones are not counted.</summary>
    public static IEnumerable<Figure> Spans(bool alone)
    {
        string mode = alone ? "type alone" : "all types at once";
        var core = new Figure($"PII spans, {mode}, core", alone ? 1 : 0.97);
        var extended = new Figure($"PII spans, {mode}, country ids", alone ? 0.98 : 0.95);
        var phone = new Figure($"PII spans, {mode}, phone", 0.8);
        var weak = new Figure($"PII spans, {mode}, weak stay weak", 1);
        foreach (JsonElement item in CaseFile.Read("pii-spans.json"))
        {
            string type = item.Text("type");
            PiiValidator validator = alone ? new PiiValidator(new PiiOptions { Types = [type] }) : Everything;
            List<Finding> found = validator.Find(item.Text("text")).FindAll(finding => finding.Type == type);
            var expected = item.GetProperty("spans").EnumerateArray().Select(span => (span[0].GetInt32(), span[1].GetInt32())).ToList();
            bool right = found.Select(finding => (finding.Start, finding.End)).SequenceEqual(expected);
            switch (item.Text("tier"))
            {
                case "core":
                    core.Count(right, item.Text("id"));
                    break;
                case "extended":
                    extended.Count(right, item.Text("id"));
                    break;
                case "heuristic":
                    phone.Count(right, item.Text("id"));
                    break;
                case "weak":
                    weak.Count(found.TrueForAll(finding => finding.Confidence <= 0.5), item.Text("id"));
                    break;
                default:
                    break;
            }
        }

        return [core, extended, phone, weak];
    }

    /// <summary>
    /// F1 over sentences, by exact type and span; telephone numbers apart. An address of the web inside one of mail is no error.
    /// </summary>
    public static IEnumerable<Figure> Sentences()
    {
        string[] types = ["CREDIT_CARD", "EMAIL_ADDRESS", "US_SSN", "IBAN_CODE", "IP_ADDRESS", "URL"];
        return [F1("PII sentences, F1 without phone", 0.9, types), F1("PII sentences, F1 of phone", 0.8, ["PHONE_NUMBER"])];
    }

    public static Figure Obfuscated()
    {
        var figure = new Figure("PII disguised or encoded", 1);
        foreach (JsonElement item in CaseFile.Read("pii-obfuscated.json"))
        {
            string[] types = [.. item.GetProperty("entities").EnumerateArray().Select(type => type.GetString()!)];
            var validator = new PiiValidator(new PiiOptions { Types = types, DetectEncoded = item.GetProperty("encoded").GetBoolean() });
            bool alone = validator.Find(item.Text("text")).Count > 0;
            bool together = Everything.Find(item.Text("text")).Exists(finding => types.Contains(finding.Type));
            bool expected = item.GetProperty("detected").GetBoolean();
            figure.Count(alone == expected && together == expected, item.Text("id"));
        }

        return figure;
    }

    private static Figure F1(string name, double floor, string[] types)
    {
        int hits = 0;
        int wrong = 0;
        int missed = 0;
        var misses = new List<string>();
        foreach (JsonElement item in CaseFile.Read("pii-sentences.json"))
        {
            var expected = item.GetProperty("entities").EnumerateArray()
                .Select(entity => (Type: entity[0].GetString()!, Start: entity[1].GetInt32(), End: entity[2].GetInt32()))
                .Where(entity => types.Contains(entity.Type)).ToHashSet();
            var found = Everything.Find(item.Text("text")).Where(finding => types.Contains(finding.Type))
                .Select(finding => (finding.Type, finding.Start, finding.End)).ToHashSet();
            hits += expected.Count(found.Contains);
            missed += expected.Count(entity => !found.Contains(entity));
            wrong += found.Count(entity => !expected.Contains(entity));
            if (!expected.SetEquals(found))
            {
                misses.Add(item.Text("id"));
            }
        }

        var figure = new Figure(name, floor);
        figure.Set(2 * hits, (2 * hits) + wrong + missed, misses);
        return figure;
    }
}
