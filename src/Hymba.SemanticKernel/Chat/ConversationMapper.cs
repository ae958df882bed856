using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hymba.Inference.Text;
using Hymba.SemanticKernel.Tools;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Chat;

/// <summary>Turns the messages of a request into the conversation that the chat template renders. Changes nothing of what it reads.</summary>
internal static class ConversationMapper
{
    // As the template writes JSON: on one line, letters of all scripts as they are.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The name that newer services give to the system role.
    private static readonly ChatRole Developer = new("developer");

    /// <summary>Maps a conversation.</summary>
    /// <param name="messages">The messages, none included.</param>
    /// <param name="options">What the request asks for.</param>
    /// <param name="neutralization">Which texts are neutralised.</param>
    /// <param name="ignored">Gets the kinds of content that were left out.</param>
    /// <exception cref="UnsupportedContentException">A message holds an image, audio, a file or the like.</exception>
    /// <exception cref="ChatPromptException">A message has a role that the model does not know.</exception>
    public static ChatPrompt Map(
        IReadOnlyList<ChatMessage> messages, RequestOptions options, PromptNeutralization neutralization, ICollection<string> ignored)
    {
        List<ChatTurn> turns = [];
        if (!string.IsNullOrEmpty(options.Instructions))
        {
            turns.Add(new ChatTurn(ChatTurnRole.System, options.Instructions));
        }

        for (int index = 0; index < messages.Count; index++)
        {
            AddTurns(turns, messages[index], index, ignored);
        }

        turns.AddRange(Demands(options).Select(demand => new ChatTurn(ChatTurnRole.System, demand)));
        return new ChatPrompt(turns)
        {
            Tools = options.Tools?.ToJson() ?? [],
            Contexts = [.. options.Documents.Select(document => document.Shown)],
            Neutralization = neutralization,
        };
    }

    /// <summary>All text of the messages, for a prompt that is taken as it is.</summary>
    public static string RawText(IReadOnlyList<ChatMessage> messages, ICollection<string> ignored)
    {
        var text = new StringBuilder();
        for (int index = 0; index < messages.Count; index++)
        {
            foreach (AIContent content in messages[index].Contents)
            {
                text.Append(Text(content, index, ignored));
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Demands(RequestOptions options)
    {
        if (options.Json is { } json)
        {
            yield return json.Schema is JsonElement schema
                ? $"Answer with one JSON value and nothing else. It must match this JSON schema: {schema.GetRawText()}"
                : "Answer with one JSON object and nothing else.";
        }

        if (options.Tools?.Requirement is string requirement)
        {
            yield return requirement;
        }
    }

    private static void AddTurns(List<ChatTurn> turns, ChatMessage message, int index, ICollection<string> ignored)
    {
        ChatTurnRole role = Role(message.Role, index);
        if (!string.IsNullOrEmpty(message.AuthorName))
        {
            ignored.Add($"Messages.{nameof(ChatMessage.AuthorName)}");
        }

        var text = new StringBuilder();
        List<JsonElement> calls = [];
        List<ChatTurn> results = [];
        foreach (AIContent content in message.Contents)
        {
            switch (content)
            {
                case FunctionCallContent call:
                    calls.Add(ToolCallJson.Write(call));
                    break;
                case FunctionResultContent result:
                    results.Add(new ChatTurn(ChatTurnRole.Tool, ResultText(result, index, ignored)));
                    break;
                default:
                    text.Append(Text(content, index, ignored));
                    break;
            }
        }

        if (text.Length > 0 || calls.Count > 0 || results.Count == 0)
        {
            // Calls are the model's, whoever passes them.
            turns.Add(new ChatTurn(calls.Count > 0 ? ChatTurnRole.Assistant : role, text.ToString()) { ToolCalls = calls });
        }

        turns.AddRange(results);
    }

    private static ChatTurnRole Role(ChatRole role, int index)
        => role == ChatRole.System || role == Developer ? ChatTurnRole.System
        : role == ChatRole.User ? ChatTurnRole.User
        : role == ChatRole.Assistant ? ChatTurnRole.Assistant
        : role == ChatRole.Tool ? ChatTurnRole.Tool
        : throw new ChatPromptException($"Message {index} has the role '{role}'; known are system, developer, user, assistant and tool.");

    private static string Text(AIContent content, int index, ICollection<string> ignored)
    {
        switch (content)
        {
            case TextContent text:
                return text.Text;
            case TextReasoningContent or ErrorContent or UsageContent:
                ignored.Add($"Contents.{content.GetType().Name}");
                return string.Empty;
            default:
                string? mediaType = content switch
                {
                    DataContent data => data.MediaType,
                    UriContent uri => uri.MediaType,
                    HostedFileContent file => file.MediaType,
                    _ => null,
                };
                throw new UnsupportedContentException(index, content.GetType(), mediaType);
        }
    }

    private static string ResultText(FunctionResultContent result, int index, ICollection<string> ignored) => result.Result switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        AIContent content => Text(content, index, ignored),
        IEnumerable<AIContent> contents => string.Concat(contents.Select(content => Text(content, index, ignored))),
        null when result.Exception is not null => "Error: the tool failed.",
        object value => JsonSerializer.SerializeToNode(value, AIJsonUtilities.DefaultOptions)?.ToJsonString(Plain) ?? "null",
        null => "null",
    };
}
