namespace Hymba.JsonSchema;

/// <summary>Why a schema could not be compiled, or a validation could not be carried through.</summary>
public enum JsonSchemaProblem
{
    /// <summary>The schema is no JSON, or a keyword has a value that it cannot have.</summary>
    InvalidSchema = 0,

    /// <summary>A reference leads to no schema of this document, of the registered documents or of the bundled metaschemas.</summary>
    UnresolvedReference = 1,

    /// <summary>A regular expression is malformed, or needs a back reference, which no linear-time matcher has.</summary>
    InvalidPattern = 2,

    /// <summary>The metaschema requires a vocabulary that is not known here.</summary>
    UnknownVocabulary = 3,

    /// <summary>The schema is nested deeper than <see cref="JsonSchemaOptions.MaxSchemaDepth"/>.</summary>
    SchemaTooDeep = 4,

    /// <summary>The schema has more keywords than <see cref="JsonSchemaOptions.MaxSchemaKeywords"/>.</summary>
    SchemaTooLarge = 5,

    /// <summary>The patterns of the schema need more states than <see cref="JsonSchemaOptions.MaxPatternStates"/>.</summary>
    PatternTooLarge = 6,

    /// <summary>The instance is nested deeper than <see cref="JsonSchemaOptions.MaxInstanceDepth"/>.</summary>
    InstanceTooDeep = 7,

    /// <summary>A schema refers to itself without a step into the instance: its validation would never end.</summary>
    ReferenceLoop = 8,

    /// <summary>Schemas apply one another more than <see cref="JsonSchemaOptions.MaxEvaluationDepth"/> deep.</summary>
    EvaluationTooDeep = 9,

    /// <summary>The validation took more than <see cref="JsonSchemaOptions.MaxEvaluationSteps"/> steps.</summary>
    TooManySteps = 10,

    /// <summary>A number has more digits, or a larger exponent, than <see cref="JsonSchemaOptions.MaxNumberDigits"/> allows.</summary>
    NumberTooLarge = 11,

    /// <summary>A string or property name is no valid text: half of a surrogate pair, or bytes that are no UTF-8.</summary>
    InvalidText = 12,
}
