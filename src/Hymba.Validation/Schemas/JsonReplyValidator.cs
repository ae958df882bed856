using System.Runtime.CompilerServices;
using System.Text.Json;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Schemas;

/// <summary>
/// Finds replies that are no JSON, or not the JSON of the request's schema. Says nothing where the request asks for no JSON, and nothing about
/// a message without text, such as one of tool calls.
/// </summary>
internal sealed class JsonReplyValidator : ITextValidator
{
    /// <summary>The reply is no JSON, or names a property twice.</summary>
    public const string Json = "schema.json";

    /// <summary>The reply is JSON that does not follow the schema.</summary>
    public const string Mismatch = "schema.mismatch";

    /// <summary>The request's schema cannot be used, so that no reply can follow it.</summary>
    public const string Invalid = "schema.invalid";

    private static readonly ConditionalWeakTable<ChatResponseFormatJson, CompiledSchema> Known = [];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 128 };

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [Json, Mismatch, Invalid];

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.WholeText;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(findings);
        if (context is { Role: TextRole.Assistant, ResponseFormat: ChatResponseFormatJson format }
            && !string.IsNullOrWhiteSpace(text) && Judge(text, format) is { } rule)
        {
            findings.Add(new Finding(rule, RuleCategories.Schema, "JSON", 0, text.Length, Severity.Medium, 1));
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => 0;

    private static string? Judge(string text, ChatResponseFormatJson format)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return format.Schema is { } schema ? Judge(document.RootElement, Known.GetValue(format, _ => new CompiledSchema(schema))) : null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // Half of a surrogate pair is an argument error to the parser.
            return Json;
        }
    }

    private static string? Judge(JsonElement reply, CompiledSchema schema)
        => !schema.IsUsable ? Invalid : schema.Accepts(reply) ? null : Mismatch;
}
