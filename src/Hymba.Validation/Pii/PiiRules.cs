using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Rules by entity type: <c>CREDIT_CARD</c> is <c>pii.credit-card</c>.</summary>
internal static class PiiRules
{
    /// <summary>The group.</summary>
    public const string Category = "pii";

    /// <summary>The rule of a type.</summary>
    public static ScanRule Of(string type)
        => new($"{Category}.{type.ToLowerInvariant().Replace('_', '-')}", Category, type, SeverityOf(type));

    private static Severity SeverityOf(string type) => type switch
    {
        "URL" or "IP_ADDRESS" or "MAC_ADDRESS" or "BIC_SWIFT" or "ABA_ROUTING_NUMBER" or "AU_ABN" or "AU_ACN" or "US_NPI" => Severity.Low,
        "EMAIL_ADDRESS" or "PHONE_NUMBER" or "CRYPTO" => Severity.Medium,
        _ => Severity.High,
    };
}
