using System.Text.Json;
using Hymba.Validation.Pii;
using Hymba.Validation.Secrets;

namespace Hymba.Validation.Tests.Guardrails;

public sealed class SurroundingsTests
{
    public static TheoryData<string, string> Surroundings => new()
    {
        { "Please note the following value: ", " and let me know." },
        { "{\"value\": \"", "\", \"next\": true}" },
        { "| name | ", " | other |" },
        { "```\n", "\n```" },
    };

    [Theory]
    [MemberData(nameof(Surroundings))]
    public void Personal_data_stays_found(string before, string after)
    {
        foreach (JsonElement item in CaseFile.Read("pii-spans.json").Where(item => item.Text("tier") == "core"))
        {
            string type = item.Text("type");
            var validator = new PiiValidator(new PiiOptions { Types = [type] });
            var expected = item.GetProperty("spans").EnumerateArray().Select(span
                => (span[0].GetInt32() + before.Length, span[1].GetInt32() + before.Length));

            IEnumerable<(int Start, int End)> found = validator.Find(before + item.Text("text") + after).Select(finding
                => (finding.Start, finding.End));

            Assert.True(expected.SequenceEqual(found), item.Text("id"));
        }
    }

    [Theory]
    [MemberData(nameof(Surroundings))]
    public void Credentials_stay_found(string before, string after)
    {
        var validator = new SecretsValidator();
        foreach (JsonElement item in CaseFile.Read("secrets.json").Where(item => item.Text("tier") == "core"
            && item.GetProperty("flag").GetBoolean()))
        {
            string text = item.Hidden("text");
            List<Finding> alone = validator.Find(text);

            List<Finding> found = validator.Find(before + text + after);

            Assert.All(alone, finding => Assert.True(
                found.Exists(other => other.Start == finding.Start + before.Length
                    && other.End >= finding.End + before.Length), item.Text("id")));
        }
    }

    [Fact]
    public void Placeholders_are_not_found_again()
    {
        ITextValidator[] validators = [new PiiValidator(), new SecretsValidator()];
        foreach (ITextValidator validator in validators)
        {
            foreach (string text in CaseTexts.All())
            {
                string redacted = Redact(text, validator.Find(text));
                Assert.True(validator.Find(redacted).Count == 0, redacted);
            }
        }
    }

    [Fact]
    public void Redaction_leaves_the_rest_as_it_was()
    {
        foreach (JsonElement item in CaseFile.Read("secrets.json").Where(item => item.Text("source") == "llm-guard"))
        {
            string text = item.Hidden("text");
            string hidden = item.Hidden("hidden");
            string expected = hidden.Length == 0 ? text : text.Replace($"{hidden}", "<SECRET>", StringComparison.Ordinal);

            Assert.Equal(expected, Redact(text, new SecretsValidator().Find(text)));
        }
    }

    private static string Redact(string text, List<Finding> findings)
    {
        for (int i = findings.Count - 1; i >= 0; i--)
        {
            text = $"{text.AsSpan(0, findings[i].Start)}<{findings[i].Type}>{text.AsSpan(findings[i].End)}";
        }

        return text;
    }
}
