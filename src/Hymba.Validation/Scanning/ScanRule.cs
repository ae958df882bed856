namespace Hymba.Validation.Scanning;

/// <summary>What a recogniser reports.</summary>
/// <param name="Id">Id of the rule.</param>
/// <param name="Category">Its group.</param>
/// <param name="Type">Type of the entity.</param>
/// <param name="Severity">Harm.</param>
internal sealed record ScanRule(string Id, string Category, string Type, Severity Severity);
