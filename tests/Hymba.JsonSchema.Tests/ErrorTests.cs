using System.Text.Json;

namespace Hymba.JsonSchema.Tests;

/// <summary>What errors say and where they point.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("""{"properties":{"a/b":{"items":{"type":"string"}}}}""", """{"a/b":["x",1]}""", "/a~1b/1", "/properties/a~1b/items/type", "type")]
    [InlineData("""{"$defs":{"n":{"minimum":3}},"prefixItems":[true,{"$ref":"#/$defs/n"}]}""", "[0,2]", "/1", "/$defs/n/minimum", "minimum")]
    [InlineData("""{"properties":{"a":true},"additionalProperties":false}""", """{"a":1,"~":2}""", "/~0", "/additionalProperties", "additionalProperties")]
    [InlineData("""{"required":["x"]}""", "{}", "", "/required", "required")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":{"type":"null"}}""", """{"a":1,"b":2}""", "/b", "/unevaluatedProperties/type", "type")]
    [InlineData("""{"properties":{"a":{"type":"null"}},"unevaluatedProperties":false}""", """{"a":1}""", "/a", "/properties/a/type", "type")]
    [InlineData("""{"anyOf":[{"type":"null"},{"type":"array"}]}""", "3", "", "/anyOf", "anyOf")]
    [InlineData("""{"if":true,"then":{"patternProperties":{"^x":{"maxLength":2}}}}""", """{"xy":"abc"}""", "/xy", "/then/patternProperties/^x/maxLength", "maxLength")]
    [InlineData("""{"contains":{"type":"null"},"minContains":2}""", "[null]", "", "/minContains", "minContains")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", """{"ab":1}""", "/ab", "/propertyNames/maxLength", "maxLength")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", """{"a":1}""", "", "/dependentRequired", "dependentRequired")]
    public void Pointers_lead_to_the_value_and_the_keyword(string schema, string instance, string instancePointer, string schemaPointer, string keyword)
    {
        JsonSchemaError error = Assert.Single(Validate(schema, instance).Errors);
        Assert.Equal((instancePointer, schemaPointer, keyword), (error.InstancePointer, error.SchemaPointer, error.Keyword));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_keyword_of_another_document_is_named_with_its_uri()
    {
        var options = new JsonSchemaOptions { Documents = new Dictionary<string, JsonElement> { ["http://x.test/n"] = Json("""{"type":"null"}""") } };
        JsonSchemaError error = Assert.Single(JsonSchemaValidator.Compile("""{"$ref":"http://x.test/n"}""", options).Validate(Json("1")).Errors);
        Assert.Equal("http://x.test/n#/type", error.SchemaPointer);
    }

    [Fact]
    public void All_errors_are_found_up_to_the_limit()
    {
        const string Schema = """{"items":{"type":"string"}}""";
        var options = new JsonSchemaOptions { MaxErrors = 3 };
        JsonSchemaResult cut = JsonSchemaValidator.Compile(Schema, options).Validate(Json("[1,2,3,4]"));
        JsonSchemaResult whole = JsonSchemaValidator.Compile(Schema, options).Validate(Json("[1,2,3]"));
        Assert.Equal((false, 3, true), (cut.IsValid, cut.Errors.Count, cut.IsTruncated));
        Assert.Equal((false, 3, false), (whole.IsValid, whole.Errors.Count, whole.IsTruncated));
        Assert.Equal(["/0", "/1", "/2"], whole.Errors.Select(error => error.InstancePointer));
    }

    [Fact]
    public void Messages_hold_no_text_of_the_instance()
    {
        const string Schema = """{"type":"string","maxLength":3,"pattern":"^x$","format":"email","enum":["x"],"const":"x","not":{"type":"string"}}""";
        JsonSchemaResult result = JsonSchemaValidator.Compile(Schema, new JsonSchemaOptions { AssertFormats = true }).Validate(Json("\"confidential\""));
        Assert.Equal(6, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.DoesNotContain("confidential", error.ToString(), StringComparison.Ordinal));
    }

    private static JsonSchemaResult Validate(string schema, string instance) => JsonSchemaValidator.Compile(schema).Validate(Json(instance));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
