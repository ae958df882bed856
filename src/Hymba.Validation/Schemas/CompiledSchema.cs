using System.Text.Json;
using Hymba.JsonSchema;

namespace Hymba.Validation.Schemas;

/// <summary>A JSON schema that came with a request, compiled once. Where it cannot be compiled it accepts nothing. Immutable and thread-safe.</summary>
internal sealed class CompiledSchema
{
    private readonly JsonSchemaValidator? _validator;

    public CompiledSchema(JsonElement schema)
    {
        try
        {
            _validator = JsonSchemaValidator.Compile(schema);
        }
        catch (JsonSchemaException)
        {
            _validator = null;
        }
    }

    /// <summary>Whether it can be compiled.</summary>
    public bool IsUsable => _validator is not null;

    /// <summary>Whether a value follows it. One that cannot be judged within the limits does not.</summary>
    public bool Accepts(JsonElement value)
    {
        try
        {
            return _validator?.Validate(value).IsValid ?? false;
        }
        catch (JsonSchemaException)
        {
            return false;
        }
    }
}
