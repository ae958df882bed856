namespace Hymba.Validation.Pipeline;

/// <summary>Ids of rules: <c>group.name</c>, lower case with hyphens.</summary>
internal static class RuleId
{
    /// <exception cref="ArgumentException">It is no such id.</exception>
    public static void Check(string rule)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(rule);
        var parts = rule.Split('.');
        if (parts.Length != 2 || Array.Exists(parts, part => part.Length == 0 || !part.All(IsAllowed)))
        {
            throw new ArgumentException($"'{rule}' is no rule id; it must be group.name of lower-case letters, digits and hyphens.", nameof(rule));
        }
    }

    /// <summary>The type for placeholders, from the name: <c>CREDIT_CARD</c>.</summary>
    public static string TypeOf(string rule) => rule[(rule.IndexOf('.') + 1)..].ToUpperInvariant().Replace('-', '_');

    private static bool IsAllowed(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-';
}
