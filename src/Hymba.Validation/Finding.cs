namespace Hymba.Validation;

/// <summary>What a validator has found in a text. It judges; policy decides what happens. Immutable; holds no part of the text.</summary>
/// <param name="Rule">Id of the rule, <c>group.name</c>, lower case with hyphens: <c>pii.credit-card</c>.</param>
/// <param name="Category">Group of rules that policies name: <c>pii</c>, <c>secrets</c>, <c>urls</c>, ...</param>
/// <param name="Type">Type of the entity for placeholders: <c>CREDIT_CARD</c>.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">UTF-16 unit behind the last; for findings about a whole text, its length.</param>
/// <param name="Severity">Harm.</param>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct Finding(string Rule, string Category, string Type, int Start, int End, Severity Severity, double Confidence);
