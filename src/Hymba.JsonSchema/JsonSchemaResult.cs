namespace Hymba.JsonSchema;

/// <summary>The outcome of a validation.</summary>
/// <param name="IsValid">Whether the instance satisfies the schema.</param>
/// <param name="Errors">What is wrong, in the order of the schema's keywords; empty for a valid instance.</param>
/// <param name="IsTruncated">Whether there are more errors than <see cref="JsonSchemaOptions.MaxErrors"/>; the rest was not searched for.</param>
public sealed record JsonSchemaResult(bool IsValid, IReadOnlyList<JsonSchemaError> Errors, bool IsTruncated);
