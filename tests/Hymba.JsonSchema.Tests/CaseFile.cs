using System.IO.Compression;
using System.Text.Json;

namespace Hymba.JsonSchema.Tests;

/// <summary>A fixture of schemas with labelled instances.</summary>
internal static class CaseFile
{
    // A schema that the suite keeps beside its cases, and expects to be registered.
    private static readonly Dictionary<string, JsonElement> Remotes = new()
    {
        ["http://localhost:1234/draft2020-12/extendible-dynamic-ref.json"] = JsonDocument.Parse("""
            {
                "description": "extendible array",
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": "http://localhost:1234/draft2020-12/extendible-dynamic-ref.json",
                "type": "object",
                "properties": { "elements": { "type": "array", "items": { "$dynamicRef": "#elements" } } },
                "required": ["elements"],
                "additionalProperties": false,
                "$defs": { "elements": { "$dynamicAnchor": "elements" } }
            }
            """).RootElement,
    };

    /// <summary>The schemas of a compressed fixture.</summary>
    public static IReadOnlyList<JsonElement> Read(string name)
    {
        using FileStream file = File.OpenRead(RepositoryFiles.Fixture($"jsonschema/{name}"));
        using var stream = new GZipStream(file, CompressionMode.Decompress);
        return [.. JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 256 }).RootElement.GetProperty("schemas").EnumerateArray()];
    }

    /// <summary>Runs every instance of a schema.</summary>
    /// <param name="row">A schema with its tests.</param>
    /// <param name="assertFormats">Whether formats refuse, by test.</param>
    /// <returns>The number of instances, and a line for each that is judged wrongly.</returns>
    public static (int Count, IReadOnlyList<string> Wrong) Run(JsonElement row, Func<JsonElement, bool> assertFormats)
    {
        var wrong = new List<string>();
        JsonElement[] tests = [.. row.GetProperty("tests").EnumerateArray()];
        foreach ((int index, JsonElement test) in tests.Index())
        {
            string name = $"{row.GetProperty("id").GetString()}[{index}] {(test.TryGetProperty("description", out JsonElement d) ? d.GetString() : string.Empty)}";
            try
            {
                var schema = JsonSchemaValidator.Compile(row.GetProperty("schema"), new JsonSchemaOptions { AssertFormats = assertFormats(test), Documents = Remotes });
                JsonSchemaResult result = schema.Validate(test.GetProperty("data"));
                if (result.IsValid != test.GetProperty("valid").GetBoolean() || result.IsValid != (result.Errors.Count == 0))
                {
                    wrong.Add($"{name}: {result.IsValid} {string.Join("; ", result.Errors)}");
                }
            }
            catch (JsonSchemaException error)
            {
                wrong.Add($"{name}: {error.Problem} at {error.Pointer}: {error.Message}");
            }
        }

        return (tests.Length, wrong);
    }
}
