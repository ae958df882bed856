namespace Hymba.Validation.Tests.Guardrails;

/// <summary>The texts of the cases about values and disguises.</summary>
internal static class CaseTexts
{
    private const int MostUnits = 600;

    public static IEnumerable<string> All() => GuardrailFile.All
        .Where(file => file.Kind.StartsWith("pii/", StringComparison.Ordinal) || file.Kind.StartsWith("secrets", StringComparison.Ordinal)
            || file.Kind is "normalization" or "text/invisible")
        .SelectMany(file => file.Cases)
        .Select(item => item.Text[..Math.Min(MostUnits, item.Text.Length)]);

    public static string Prose() => string.Join('\n', GuardrailCase.Read("benign_inputs.agentguard").Select(item => item.Text));
}
