namespace Hymba.Validation.Injection;

/// <summary>One rule: its family's id, what it adds to a score, and its expression.</summary>
internal sealed record InjectionRule(string Id, double Weight, string Pattern);
