using System.Text.Json;

namespace Hymba.JsonSchema;

/// <summary>How a schema is compiled and what its validations may cost. Immutable; a value outside its range is refused when a schema is compiled.</summary>
public sealed record JsonSchemaOptions
{
    /// <summary>All defaults.</summary>
    public static JsonSchemaOptions Default { get; } = new();

    /// <summary>
    /// Whether <c>format</c> refuses values. Default: false, it is an annotation; a metaschema whose vocabulary is format-assertion asserts anyway.
    /// Unknown formats never refuse.
    /// </summary>
    public bool AssertFormats { get; init; }

    /// <summary>
    /// Schemas by absolute URI that references may lead to. Default: none. Nothing is ever fetched: a reference to anything that is
    /// neither here nor a bundled metaschema is an error.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Documents { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The deepest nesting of a schema's subschemas, at least 1. Default: 128.</summary>
    public int MaxSchemaDepth { get; init; } = 128;

    /// <summary>The most keywords of a schema and of the documents that it refers to, at least 1. Default: 100,000.</summary>
    public int MaxSchemaKeywords { get; init; } = 100_000;

    /// <summary>The most states that the regular expressions of a schema may need together, at least 1. Default: 200,000.</summary>
    public int MaxPatternStates { get; init; } = 200_000;

    /// <summary>The deepest nesting of an instance, at least 1. Default: 128.</summary>
    public int MaxInstanceDepth { get; init; } = 128;

    /// <summary>How deep schemas may apply one another during a validation, at least 1. Default: 1,000.</summary>
    public int MaxEvaluationDepth { get; init; } = 1_000;

    /// <summary>
    /// The most steps of a validation, at least 1. Default: 5,000,000. A step is about 100 ns: a keyword's test of a value, a comparison of two
    /// values, 16 positions of a string or states of a pattern.
    /// </summary>
    public long MaxEvaluationSteps { get; init; } = 5_000_000;

    /// <summary>The most digits of a number that is compared, at least 1; its exponent may be 1,000 times that. Default: 10,000.</summary>
    public int MaxNumberDigits { get; init; } = 10_000;

    /// <summary>The most errors of a result, at least 1. Default: 100.</summary>
    public int MaxErrors { get; init; } = 100;

    internal void Check()
    {
        foreach ((string name, long value) in new (string, long)[]
        {
            (nameof(MaxSchemaDepth), MaxSchemaDepth), (nameof(MaxSchemaKeywords), MaxSchemaKeywords), (nameof(MaxPatternStates), MaxPatternStates),
            (nameof(MaxInstanceDepth), MaxInstanceDepth), (nameof(MaxEvaluationDepth), MaxEvaluationDepth),
            (nameof(MaxEvaluationSteps), MaxEvaluationSteps), (nameof(MaxNumberDigits), MaxNumberDigits), (nameof(MaxErrors), MaxErrors),
        })
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        }
    }
}
