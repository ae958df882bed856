using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.JsonSchema;

namespace Hymba.Cli.Verbs;

/// <summary>Instances against schemas.</summary>
internal sealed class SchemaVerb : Verb
{
    // Far beyond what the validator accepts, so that its own limits answer.
    private const int MaxDepth = 2_000;

    private readonly Option<bool> _jsonLines = CommonOptions.JsonLines(
        "In: {\"schema\":...,\"instance\":...}, perhaps with \"documents\":{URI:schema}. Out: "
        + "{\"valid\":true,\"errors\":[{\"instance\",\"schema\",\"keyword\",\"message\"}]}, both places as JSON "
        + "pointers.");

    private readonly Option<bool> _assertFormats = new("--assert-formats")
    {
        Description = "Let format refuse values. Default: it is an annotation, as in draft 2020-12.",
    };

    public SchemaVerb(ToolConsole console)
        : base("schema", "Validates the instances on stdin against the JSON schemas beside them. Needs no model.", console)
    {
        Details = "Drafts 2020-12, 2019-09, 07, 06 and 04, by $schema; without it 2020-12. Nothing is fetched: references lead into the schema, to the line's "
            + "documents, or to the drafts' metaschemas.\n"
            + "A schema that cannot be compiled, or a validation beyond a limit, gives \"valid\":null with the reason as the one error, and its "
            + "kind as keyword. A line of another form is answered by {\"error\",\"line\"}; the run goes on and ends with exit code 1.";
        Add(_jsonLines);
        Add(_assertFormats);
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        var options = new JsonSchemaOptions { AssertFormats = arguments.GetValue(_assertFormats) };
        return JsonLines.RunAllAsync(
            Console, (line, _) => ValueTask.FromResult(JsonSerializer.Serialize(Judge(line, options), JsonFormat.Options)), cancellationToken, MaxDepth);
    }

    private static SchemaReport Judge(JsonElement line, JsonSchemaOptions options)
    {
        JsonElement schema = JsonInput.Member(line, "schema"), instance = JsonInput.Member(line, "instance");
        if (line.TryGetProperty("documents", out JsonElement documents))
        {
            options = options with { Documents = JsonInput.Members(documents, "documents").ToDictionary(member => member.Name, member => member.Value) };
        }

        try
        {
            JsonSchemaResult result = JsonSchemaValidator.Compile(schema, options).Validate(instance);
            IEnumerable<SchemaReportError> errors = result.Errors.Select(
                error => new SchemaReportError(error.InstancePointer, error.SchemaPointer, error.Keyword, error.Message));
            return new SchemaReport(result.IsValid, [.. errors]);
        }
        catch (JsonSchemaException error)
        {
            bool isOfInstance = error.Problem is JsonSchemaProblem.InstanceTooDeep;
            (string inInstance, string inSchema) = isOfInstance ? (error.Pointer, string.Empty) : (string.Empty, error.Pointer);
            return new SchemaReport(null, [new SchemaReportError(inInstance, inSchema, error.Problem.ToString(), error.Message)]);
        }
    }
}
