using System.Text.Json;
using Hymba.Validation.Secrets;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>Figures of the validator of credentials over the cases. Contested ones are not counted.</summary>
internal static class SecretFigures
{
    private static readonly SecretsValidator Validator = new();

    public static IEnumerable<Figure> All()
    {
        var core = new Figure("Secrets, recall, core", 0.95);
        var entropy = new Figure("Secrets, recall, entropy", 0.9);
        var quiet = new Figure("Secrets, negatives left alone", 0.98);
        foreach (JsonElement item in CaseFile.Read("secrets.json"))
        {
            bool found = Validator.Find(item.Hidden("text")).Count > 0;
            string id = $"{item.Text("id")}:{item.Text("detector")}";
            if (!item.GetProperty("flag").GetBoolean())
            {
                quiet.Count(!found, id);
            }
            else if (item.Text("tier") != "contested")
            {
                (item.Text("tier") == "core" ? core : entropy).Count(found, id);
            }
        }

        foreach (string file in (string[])["pii-sentences.json", "benign-inputs.json"])
        {
            foreach (JsonElement item in CaseFile.Read(file))
            {
                quiet.Count(Validator.Find(item.Text("text")).Count == 0, item.Text("id"));
            }
        }

        return [core, entropy, quiet];
    }
}
