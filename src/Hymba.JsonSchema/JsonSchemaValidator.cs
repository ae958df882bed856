using System.Text.Json;
using Hymba.JsonSchema.Compilation;
using Hymba.JsonSchema.Evaluation;
using Hymba.JsonSchema.Nodes;

namespace Hymba.JsonSchema;

/// <summary>
/// A compiled schema of draft 2020-12, 2019-09, 07, 06 or 04. The draft is the one that <c>$schema</c> names; without it, or with a metaschema
/// that nobody registered, it is 2020-12. Forms of older drafts that have no other meaning in newer ones (<c>items</c> as an array with
/// <c>additionalItems</c>, <c>dependencies</c>, a boolean <c>exclusiveMinimum</c>) are understood in every draft. Immutable and thread-safe.
/// </summary>
public sealed class JsonSchemaValidator
{
    private readonly JsonSchemaOptions _options;

    private JsonSchemaValidator(SchemaNode root, JsonSchemaOptions options)
    {
        Root = root;
        _options = options;
    }

    /// <summary>The schema as readable nodes.</summary>
    internal SchemaNode Root { get; }

    /// <summary>Compiles a schema. Nothing is fetched; all references are resolved now.</summary>
    /// <param name="schema">An object or a boolean; it is copied, and its document may be disposed of.</param>
    /// <param name="options">Default: <see cref="JsonSchemaOptions.Default"/>.</param>
    /// <exception cref="JsonSchemaException">The schema is malformed, refers to something unknown, or is beyond a limit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit of the options is below 1.</exception>
    public static JsonSchemaValidator Compile(JsonElement schema, JsonSchemaOptions? options = null)
    {
        options ??= JsonSchemaOptions.Default;
        options.Check();
        return new JsonSchemaValidator(SchemaCompiler.Compile(schema.ValueKind is JsonValueKind.Undefined ? schema : schema.Clone(), options), options);
    }

    /// <inheritdoc cref="Compile(JsonElement, JsonSchemaOptions?)"/>
    /// <param name="schema">The schema's JSON text. A property that stands twice in an object is refused.</param>
    /// <param name="options">Default: <see cref="JsonSchemaOptions.Default"/>.</param>
    public static JsonSchemaValidator Compile(string schema, JsonSchemaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        options ??= JsonSchemaOptions.Default;
        options.Check();

        // A subschema lies up to three JSON levels below its parent: /properties/a, /allOf/0.
        const int LevelsPerSchema = 3;
        int levels = (int)Math.Min(int.MaxValue, (long)LevelsPerSchema * options.MaxSchemaDepth);
        var strict = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = levels };
        try
        {
            using JsonDocument document = JsonDocument.Parse(schema, strict);
            return Compile(document.RootElement, options);
        }
        catch (JsonException error)
        {
            throw new JsonSchemaException(JsonSchemaProblem.InvalidSchema, $"The schema is no JSON: {error.Message}", innerException: error);
        }
        catch (ArgumentException error) when (error is not ArgumentOutOfRangeException)
        {
            throw new JsonSchemaException(JsonSchemaProblem.InvalidText, "The schema's text holds half of a surrogate pair.", innerException: error);
        }
    }

    /// <summary>Validates an instance and collects what is wrong with it.</summary>
    /// <param name="instance">Any JSON value.</param>
    /// <exception cref="JsonSchemaException">A limit of the options was met: the question has no answer within them.</exception>
    /// <exception cref="ArgumentException">The element is no value.</exception>
    public JsonSchemaResult Validate(JsonElement instance)
    {
        if (instance.ValueKind is JsonValueKind.Undefined)
        {
            throw new ArgumentException("The element is no JSON value: its kind is Undefined.", nameof(instance));
        }

        var context = new EvaluationContext(_options);
        bool isValid = context.Evaluate(Root, instance, null);
        return new JsonSchemaResult(isValid, context.Errors, context.IsTruncated);
    }
}
