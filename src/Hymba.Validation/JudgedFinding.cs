using Hymba.Validation.Policies;

namespace Hymba.Validation;

/// <summary>A finding and what policy made of it.</summary>
/// <param name="Finding">The finding; offsets count in the text before redaction.</param>
/// <param name="Action">What was done.</param>
public readonly record struct JudgedFinding(Finding Finding, ValidationAction Action);
