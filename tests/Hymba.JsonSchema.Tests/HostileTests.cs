using System.Text.Json;
using Hymba.JsonSchema.Patterns;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Tests;

/// <summary>Schemas and instances that are made to cost much: what they cost is counted.</summary>
public sealed class HostileTests
{
    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"not":{"$ref":"#/$defs/a"}}}}""")]
    [InlineData("""{"$dynamicAnchor":"x","anyOf":[false,{"$dynamicRef":"#x"}]}""")]
    public void A_reference_that_leads_back_without_progress_is_refused(string schema)
    {
        JsonSchemaException error = Assert.Throws<JsonSchemaException>(() => JsonSchemaValidator.Compile(schema).Validate(Json("{}")));
        Assert.Equal(JsonSchemaProblem.ReferenceLoop, error.Problem);
    }

    [Theory]
    [InlineData("allOf")]
    [InlineData("oneOf")]
    public void Branches_that_double_at_every_step_end_at_the_step_limit(string keyword)
    {
        string definitions = string.Join(',', Enumerable.Range(0, 60).Select(i =>
            $"\"d{i}\":{{\"{keyword}\":[{{\"$ref\":\"#/$defs/d{i + 1}\"}},{{\"allOf\":[{{\"$ref\":\"#/$defs/d{i + 1}\"}},{(keyword == "oneOf" ? "false" : "true")}]}}]}}"));
        string schema = $"{{\"$ref\":\"#/$defs/d0\",\"$defs\":{{{definitions},\"d60\":true}}}}";
        JsonSchemaException error = Assert.Throws<JsonSchemaException>(
            () => JsonSchemaValidator.Compile(schema, new JsonSchemaOptions { MaxEvaluationSteps = 20_000 }).Validate(Json("1")));
        Assert.Equal((JsonSchemaProblem.TooManySteps, (long?)20_000), (error.Problem, error.Limit));
    }

    [Fact]
    public void Deep_instances_end_at_the_depth_limit()
    {
        const int Depth = 5_000;
        var deep = JsonDocument.Parse(new string('[', Depth) + new string(']', Depth), new JsonDocumentOptions { MaxDepth = Depth }).RootElement;
        foreach (string schema in (string[])["""{"items":{"$ref":"#"}}""", """{"uniqueItems":true,"minItems":1}""", """{"const":[[[]]]}"""])
        {
            var options = new JsonSchemaOptions { MaxInstanceDepth = 1_000 };
            if (schema.Contains("const", StringComparison.Ordinal))
            {
                Assert.False(JsonSchemaValidator.Compile(schema, options).Validate(deep).IsValid);
                continue;
            }

            JsonSchemaException error = Assert.Throws<JsonSchemaException>(() => JsonSchemaValidator.Compile(schema, options).Validate(deep));
            Assert.Contains(error.Problem, (JsonSchemaProblem[])[JsonSchemaProblem.InstanceTooDeep, JsonSchemaProblem.EvaluationTooDeep]);
        }
    }

    [Fact]
    public void Schemas_that_apply_one_another_too_deep_are_refused_and_not_the_stack_s_end()
    {
        const int Depth = 50_000;
        string definitions = string.Join(',', Enumerable.Range(0, Depth).Select(i => $"\"d{i}\":{{\"$ref\":\"#/$defs/d{i + 1}\"}}"));
        string schema = $"{{\"$ref\":\"#/$defs/d0\",\"$defs\":{{{definitions},\"d{Depth}\":true}}}}";
        var options = new JsonSchemaOptions { MaxEvaluationDepth = int.MaxValue, MaxSchemaKeywords = 1_000_000, MaxEvaluationSteps = long.MaxValue };
        JsonSchemaException error = Assert.Throws<JsonSchemaException>(() => JsonSchemaValidator.Compile(schema, options).Validate(Json("1")));
        Assert.Equal(JsonSchemaProblem.EvaluationTooDeep, error.Problem);
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(a*)*(?=b)$")]
    [InlineData("(?<=(a+)+b)c")]
    [InlineData("(x+x+)+y|(a{0,50}){0,50}b")]
    public void Patterns_cost_no_more_than_states_times_length(string source)
    {
        const int Length = 2_000;
        var pattern = LinearPattern.Compile(source, 100_000);
        var budget = new StepBudget(long.MaxValue);
        Assert.False(pattern.IsMatch(new string('a', Length) + '!', budget));
        Assert.InRange(budget.Used, 1, ((long)(Length + 2) * (pattern.States + 3) / 16) + pattern.States + 100);
    }

    [Fact]
    public void A_large_pattern_on_a_long_text_ends_at_the_step_limit()
    {
        var schema = JsonSchemaValidator.Compile("""{"pattern":"(a{0,100}){0,100}b"}""", new JsonSchemaOptions { MaxEvaluationSteps = 10_000 });
        Assert.Equal(
            JsonSchemaProblem.TooManySteps,
            Assert.Throws<JsonSchemaException>(() => schema.Validate(Json($"\"{new string('a', 5_000)}\""))).Problem);
    }

    [Theory]
    [InlineData("""{"type":"integer"}""", "1.5e999999999999")]
    [InlineData("""{"const":1}""", "1e-99999999999999999999")]
    public void Numbers_without_end_are_refused(string schema, string instance)
        => Assert.Equal(
            JsonSchemaProblem.NumberTooLarge, Assert.Throws<JsonSchemaException>(() => JsonSchemaValidator.Compile(schema).Validate(Json(instance))).Problem);

    [Fact]
    public void Half_a_surrogate_pair_is_a_typed_error()
    {
        foreach (string instance in (string[])["\"\\ud800\"", "{\"\\ud800\":1}"])
        {
            JsonSchemaException error = Assert.Throws<JsonSchemaException>(
                () => JsonSchemaValidator.Compile("""{"minLength":1,"properties":{"a":true},"required":["b"]}""").Validate(Json(instance)));
            Assert.Equal(JsonSchemaProblem.InvalidText, error.Problem);
        }
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
