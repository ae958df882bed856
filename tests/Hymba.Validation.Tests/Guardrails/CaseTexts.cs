namespace Hymba.Validation.Tests.Guardrails;

/// <summary>The texts of all cases of these groups.</summary>
internal static class CaseTexts
{
    public static IEnumerable<string> All()
        => Plain("pii-spans.json").Concat(Plain("pii-sentences.json")).Concat(Plain("pii-obfuscated.json"))
            .Concat(Plain("normalization.json"))
            .Concat(CaseFile.Read("secrets.json").Select(item => item.Hidden("text")))
            .Concat(Plain("invisible.json").Select(text => text[..Math.Min(600, text.Length)]));

    public static string Prose() => string.Join('\n', Plain("benign-inputs.json"));

    private static IEnumerable<string> Plain(string file) => CaseFile.Read(file).Select(item => item.Text("text"));
}
