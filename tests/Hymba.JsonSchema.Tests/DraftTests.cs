using System.Text.Json;

namespace Hymba.JsonSchema.Tests;

/// <summary>What older drafts mean, and which draft a schema is of.</summary>
public sealed class DraftTests
{
    [Theory]
    [InlineData("""{"$schema":"@07","definitions":{"a":{"type":"string"}},"properties":{"x":{"$ref":"#/definitions/a","maxLength":1}}}""", """{"x":"long"}""", true)]
    [InlineData("""{"definitions":{"a":{"type":"string"}},"properties":{"x":{"$ref":"#/definitions/a","maxLength":1}}}""", """{"x":"long"}""", false)]
    [InlineData("""{"$schema":"@07","items":[{"type":"null"}],"additionalItems":false}""", "[null,1]", false)]
    [InlineData("""{"$schema":"@07","items":[{"type":"null"}]}""", "[null,1]", true)]
    [InlineData("""{"$schema":"@07","items":{"type":"null"},"additionalItems":false}""", "[null,null]", true)]
    [InlineData("""{"items":[{"type":"null"}],"additionalItems":{"type":"string"}}""", "[null,1]", false)]
    [InlineData("""{"$schema":"@07","prefixItems":[false],"dependentRequired":{"a":["b"]},"unevaluatedItems":false}""", "[1]", true)]
    [InlineData("""{"$schema":"@07","dependencies":{"a":["b"],"c":{"required":["d"]}}}""", """{"a":1}""", false)]
    [InlineData("""{"$schema":"@07","dependencies":{"a":["b"],"c":{"required":["d"]}}}""", """{"c":1}""", false)]
    [InlineData("""{"$schema":"@07","dependencies":{"a":["b"],"c":{"required":["d"]}}}""", """{"a":1,"b":1,"c":1,"d":1}""", true)]
    [InlineData("""{"$schema":"@07","$ref":"#x","definitions":{"x":{"$id":"#x","type":"null"}}}""", "1", false)]
    [InlineData("""{"$schema":"@07","$ref":"http://json-schema.org/draft-07/schema#"}""", """{"minLength":-1}""", false)]
    [InlineData("""{"$schema":"@07","$ref":"http://json-schema.org/draft-07/schema#"}""", """{"minLength":1,"items":[true]}""", true)]
    [InlineData("""{"$schema":"@04","minimum":3,"exclusiveMinimum":true}""", "3", false)]
    [InlineData("""{"$schema":"@04","minimum":3,"exclusiveMinimum":false}""", "3", true)]
    [InlineData("""{"$schema":"@04","type":"integer"}""", "1.0", false)]
    [InlineData("""{"type":"integer"}""", "1.0", true)]
    [InlineData("""{"$schema":"@04","const":1,"if":true,"then":false,"contains":false}""", "[2]", true)]
    [InlineData("""{"$schema":"@04","id":"http://x.test/a/","$ref":"b","definitions":{"b":{"id":"b","type":"null"}}}""", "1", false)]
    [InlineData("""{"$schema":"@04","$ref":"http://json-schema.org/draft-04/schema#"}""", """{"minimum":1,"exclusiveMinimum":1}""", false)]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2019-09/schema","$ref":"https://json-schema.org/draft/2019-09/schema"}""", """{"allOf":[{"minLength":-1}]}""", false)]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2019-09/schema","$recursiveAnchor":true,"items":{"$recursiveRef":"#"},"maxItems":1}""", "[[1,2]]", false)]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2019-09/schema","contains":{"const":1},"unevaluatedItems":false}""", "[1]", false)]
    [InlineData("""{"$schema":"https://json-schema.org/draft/2020-12/schema","contains":{"const":1},"unevaluatedItems":false}""", "[1]", true)]
    [InlineData("""{"$schema":"http://nobody.test/registered","prefixItems":[{"type":"null"}]}""", "[1]", false)]
    public void A_schema_means_what_its_draft_says(string schema, string instance, bool isValid)
    {
        string dated = schema.Replace("@07", "http://json-schema.org/draft-07/schema#", StringComparison.Ordinal)
            .Replace("@04", "http://json-schema.org/draft-04/schema#", StringComparison.Ordinal);
        Assert.Equal(isValid, JsonSchemaValidator.Compile(dated).Validate(Json(instance)).IsValid);
    }

    [Theory]
    [InlineData("validation", "\"minLength\":5,\"properties\":{\"a\":false}", "\"abc\"", false)]
    [InlineData("applicator", "\"minLength\":5,\"properties\":{\"a\":false}", "\"abc\"", true)]
    [InlineData("applicator", "\"minLength\":5,\"properties\":{\"a\":false}", "{\"a\":1}", false)]
    [InlineData("format-assertion", "\"format\":\"ipv4\"", "\"abc\"", false)]
    [InlineData("format-annotation", "\"format\":\"ipv4\"", "\"abc\"", true)]
    public void A_registered_metaschema_chooses_the_vocabularies(string vocabulary, string keywords, string instance, bool isValid)
    {
        JsonSchemaOptions options = WithMetaschema($"https://json-schema.org/draft/2020-12/vocab/{vocabulary}");
        Assert.Equal(isValid, JsonSchemaValidator.Compile($"{{\"$schema\":\"http://x.test/meta\",{keywords}}}", options).Validate(Json(instance)).IsValid);
    }

    [Fact]
    public void An_unknown_vocabulary_that_is_required_is_refused()
    {
        JsonSchemaException error = Assert.Throws<JsonSchemaException>(
            () => JsonSchemaValidator.Compile("""{"$schema":"http://x.test/meta"}""", WithMetaschema("http://x.test/vocabulary")));
        Assert.Equal(JsonSchemaProblem.UnknownVocabulary, error.Problem);
        Assert.Contains("http://x.test/vocabulary", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2020-12", "schema")]
    [InlineData("2020-12", "meta/applicator")]
    [InlineData("2019-09", "schema")]
    [InlineData("2019-09", "meta/validation")]
    public void Metaschemas_describe_themselves(string draft, string name)
    {
        var meta = JsonSchemaValidator.Compile($"{{\"$ref\":\"https://json-schema.org/draft/{draft}/schema\"}}");
        Assert.Empty(meta.Validate(Documents.Metaschemas.Find($"https://json-schema.org/draft/{draft}/{name}")!.Value).Errors);
    }

    [Theory]
    [InlineData("04")]
    [InlineData("06")]
    [InlineData("07")]
    public void Metaschemas_of_older_drafts_describe_themselves(string draft)
    {
        JsonElement schema = Documents.Metaschemas.Find($"http://json-schema.org/draft-{draft}/schema")!.Value;
        Assert.Empty(JsonSchemaValidator.Compile(schema).Validate(schema).Errors);
    }

    private static JsonSchemaOptions WithMetaschema(string vocabulary) => new()
    {
        Documents = new Dictionary<string, JsonElement>
        {
            ["http://x.test/meta"] = Json($"{{\"$vocabulary\":{{\"https://json-schema.org/draft/2020-12/vocab/core\":true,\"{vocabulary}\":true}}}}"),
        },
    };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
