using System.Text.Json;

namespace Hymba.JsonSchema.Tests;

/// <summary>Schemas that cannot be compiled.</summary>
public sealed class CompileTests
{
    [Theory]
    [InlineData("{", JsonSchemaProblem.InvalidSchema, "")]
    [InlineData("""{"type":1,"type":2}""", JsonSchemaProblem.InvalidSchema, "")]
    [InlineData("[]", JsonSchemaProblem.InvalidSchema, "")]
    [InlineData("""{"type":"strin"}""", JsonSchemaProblem.InvalidSchema, "/type")]
    [InlineData("""{"properties":{"a":{"minLength":-1}}}""", JsonSchemaProblem.InvalidSchema, "/properties/a/minLength")]
    [InlineData("""{"multipleOf":0}""", JsonSchemaProblem.InvalidSchema, "/multipleOf")]
    [InlineData("""{"allOf":{}}""", JsonSchemaProblem.InvalidSchema, "/allOf")]
    [InlineData("""{"items":3}""", JsonSchemaProblem.InvalidSchema, "/items")]
    [InlineData("""{"$ref":"#/$defs/x"}""", JsonSchemaProblem.UnresolvedReference, "/$ref")]
    [InlineData("""{"not":{"$ref":"http://x.test/"}}""", JsonSchemaProblem.UnresolvedReference, "/not/$ref")]
    [InlineData("""{"$dynamicRef":"#x"}""", JsonSchemaProblem.UnresolvedReference, "/$dynamicRef")]
    [InlineData("""{"pattern":"(a"}""", JsonSchemaProblem.InvalidPattern, "/pattern")]
    [InlineData("""{"pattern":"(a)\\1"}""", JsonSchemaProblem.InvalidPattern, "/pattern")]
    [InlineData("""{"patternProperties":{"*":true}}""", JsonSchemaProblem.InvalidPattern, "/patternProperties")]
    [InlineData("""{"pattern":"((a{1,1000}){1,1000}){1,1000}"}""", JsonSchemaProblem.PatternTooLarge, "/pattern")]
    [InlineData("""{"const":"\ud800","$id":"\ud800"}""", JsonSchemaProblem.InvalidText, "")]
    [InlineData("""{"minimum":1e99999999999999999999}""", JsonSchemaProblem.NumberTooLarge, "")]
    public void A_wrong_schema_is_refused_with_its_place(string schema, JsonSchemaProblem problem, string pointer)
    {
        JsonSchemaException error = Assert.Throws<JsonSchemaException>(() => JsonSchemaValidator.Compile(schema));
        Assert.Equal((problem, pointer), (error.Problem, error.Pointer));
    }

    [Theory]
    [InlineData("""{"properties":{"a":{"items":{"not":{}}}}}""", 3, 100, 100, JsonSchemaProblem.SchemaTooDeep, 3)]
    [InlineData("""{"$defs":{"a":{"title":"","type":"null","minimum":1}}}""", 9, 3, 100, JsonSchemaProblem.SchemaTooLarge, 3)]
    [InlineData("""{"properties":{"a":{"pattern":"aaaaaa"},"b":{"pattern":"bbbbb"}}}""", 9, 100, 12, JsonSchemaProblem.PatternTooLarge, 12)]
    public void Limits_of_schemas_hold(string schema, int depth, int keywords, int states, JsonSchemaProblem problem, int limit)
    {
        var options = new JsonSchemaOptions { MaxSchemaDepth = depth, MaxSchemaKeywords = keywords, MaxPatternStates = states };
        JsonSchemaException error = Assert.Throws<JsonSchemaException>(() => JsonSchemaValidator.Compile(JsonDocument.Parse(schema).RootElement, options));
        Assert.Equal((problem, (long?)limit), (error.Problem, error.Limit));
        Assert.Contains(limit.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        JsonSchemaValidator.Compile(schema);
    }

    [Fact]
    public void A_limit_below_one_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => JsonSchemaValidator.Compile("true", new JsonSchemaOptions { MaxErrors = 0 }));

    [Fact]
    public void The_document_of_a_schema_may_be_disposed_of()
    {
        JsonSchemaValidator schema;
        using (JsonDocument document = JsonDocument.Parse("""{"enum":[{"a":1}]}"""))
        {
            schema = JsonSchemaValidator.Compile(document.RootElement);
        }

        Assert.True(schema.Validate(JsonDocument.Parse("""{"a":1.0}""").RootElement).IsValid);
    }
}
