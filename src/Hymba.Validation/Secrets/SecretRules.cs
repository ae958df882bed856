using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>Rules by name: all report the type <c>SECRET</c>.</summary>
internal static class SecretRules
{
    /// <summary>The group.</summary>
    public const string Category = "secrets";

    /// <summary>The type in placeholders.</summary>
    public const string Type = "SECRET";

    /// <summary>A rule.</summary>
    public static ScanRule Of(string name, Severity severity = Severity.High) => new($"{Category}.{name}", Category, Type, severity);
}
