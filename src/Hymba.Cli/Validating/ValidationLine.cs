using System.Text.Json;
using Hymba.Cli.Verbs;
using Hymba.Validation;
using Microsoft.Extensions.AI;

namespace Hymba.Cli.Validating;

/// <summary>What one line asks about. Immutable.</summary>
/// <param name="Text">The text; null where the line is about calls or results alone.</param>
/// <param name="Pieces">The pieces in which the text comes, where the line has them.</param>
/// <param name="Context">What else is known.</param>
/// <param name="Calls">Tool calls to judge.</param>
/// <param name="Results">Results of tools to judge.</param>
/// <param name="Settings">Settings of validators.</param>
internal sealed record ValidationLine(
    string? Text, IReadOnlyList<string>? Pieces, ValidationContext Context, IReadOnlyList<FunctionCallContent> Calls,
    IReadOnlyList<FunctionResultContent> Results, LineSettings Settings)
{
    private static readonly Dictionary<string, TextRole> Roles =
        Enum.GetValues<TextRole>().ToDictionary(role => role.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="asksForJson">Whether a line without a schema asks for JSON too.</param>
    /// <exception cref="ToolException">It has another form.</exception>
    public static ValidationLine Read(JsonElement line, bool asksForJson)
    {
        string? text = Member(line, "text");
        string[]? pieces = text is null && JsonInput.Optional(line, "chunks") is { } chunks ? [.. Strings(chunks, "chunks")] : null;
        text ??= pieces is null ? null : string.Concat(pieces);
        FunctionCallContent[] calls = [.. CallsIn(line, "calls"), .. SingleCall(line)];
        FunctionResultContent[] results = [.. Items(line, "results").Select(ToolInput.Result)];
        if (text is null && calls.Length + results.Length == 0)
        {
            throw new ToolException("text is missing.");
        }

        var context = new ValidationContext
        {
            Role = Role(Member(line, "role")),
            SystemPrompt = Member(line, "system_prompt"),
            Documents = Documents(line),
            Messages = [.. Question(line), .. History(CallsIn(line, "prior_calls"))],
            Tools = Tools(line, calls),
            ResponseFormat = JsonInput.Optional(line, "schema") is { } schema ? ChatResponseFormat.ForJsonSchema(schema.Clone())
                : asksForJson ? ChatResponseFormat.Json : null,
        };
        LineSettings settings = LineSettings.Read(JsonInput.Optional(line, "config"), Member(line, "scanner"));
        return new ValidationLine(text, pieces, context, calls, results, settings);
    }

    private static TextRole Role(string? name)
        => name is null ? TextRole.Assistant
            : Roles.TryGetValue(name, out TextRole role) ? role
            : throw new ToolException($"role is '{name}'; it must be one of {string.Join(", ", Roles.Keys)}.");

    private static string[] Documents(JsonElement line)
        => JsonInput.Optional(line, "context") switch
        {
            null => [],
            { ValueKind: JsonValueKind.String } document => [document.GetString()!],
            { } documents => [.. Strings(documents, "context")],
        };

    private static IEnumerable<ChatMessage> Question(JsonElement line)
        => (Member(line, "prompt") ?? Member(line, "question")) is { } question ? [new ChatMessage(ChatRole.User, question)] : [];

    private static IEnumerable<ChatMessage> History(FunctionCallContent[] calls)
        => calls.Length == 0 ? [] : [new ChatMessage(ChatRole.Assistant, [.. calls])];

    // Without a list it is not known what was offered; then nothing that was called is a surprise.
    private static AITool[] Tools(JsonElement line, FunctionCallContent[] calls)
        => JsonInput.Optional(line, "tools") is { } tools
            ? [.. JsonInput.Items(tools, "tools").Select(ToolInput.Tool)]
            : [.. calls.Select(call => call.Name).Distinct(StringComparer.Ordinal).Select(ToolInput.Unknown)];

    private static FunctionCallContent[] CallsIn(JsonElement line, string name) => [.. Items(line, name).Select(ToolInput.Call)];

    private static IEnumerable<FunctionCallContent> SingleCall(JsonElement line)
        => Member(line, "tool") is { } tool && JsonInput.Optional(line, "arguments") is { } arguments ? [ToolInput.Call("call-0", tool, arguments)] : [];

    private static IEnumerable<JsonElement> Items(JsonElement line, string name)
        => JsonInput.Optional(line, name) is { } items ? JsonInput.Items(items, name) : [];

    private static IEnumerable<string> Strings(JsonElement items, string what)
        => JsonInput.Items(items, what).Select(item => JsonInput.Text(item, $"an item of {what}"));

    private static string? Member(JsonElement line, string name) => JsonInput.Optional(line, name) is { } value ? JsonInput.Text(value, name) : null;
}
