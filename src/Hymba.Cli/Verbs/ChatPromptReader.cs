using System.Text.Json;
using Hymba.Inference.Text;

namespace Hymba.Cli.Verbs;

/// <summary>Reads a conversation in the form that Hugging Face's apply_chat_template takes.</summary>
internal static class ChatPromptReader
{
    /// <summary>Reads an object with messages and, if it likes, tools, contexts and add_generation_prompt.</summary>
    /// <param name="request">The object; other keys are of no concern. The prompt may outlive it.</param>
    /// <param name="leaveOut">Told of every role that the template does not know; such messages are not rendered.</param>
    /// <exception cref="ToolException">A value is missing or of the wrong kind.</exception>
    public static ChatPrompt Read(JsonElement request, Action<string> leaveOut)
    {
        if (request.ValueKind is not JsonValueKind.Object)
        {
            throw new ToolException($"the line is {JsonInput.Name(request)}; an object is needed.");
        }

        if (!request.TryGetProperty("messages", out JsonElement messages))
        {
            throw new ToolException("messages is missing.");
        }

        return new ChatPrompt([.. JsonInput.Items(messages, "messages").Select((message, i) => Turn(message, i, leaveOut)).OfType<ChatTurn>()])
        {
            Tools = [.. Optional(request, "tools").Select(tool => tool.Clone())],
            Contexts = [.. Optional(request, "contexts").Select((context, i) => JsonInput.Text(context, $"contexts[{i}]"))],
            AddGenerationPrompt = Flag(request, "add_generation_prompt"),
        };
    }

    private static ChatTurn? Turn(JsonElement message, int index, Action<string> leaveOut)
    {
        string role = Member(message, "role", index), content = Member(message, "content", index);
        switch (role)
        {
            case "system":
                return new ChatTurn(ChatTurnRole.System, content);
            case "user":
                return new ChatTurn(ChatTurnRole.User, content);
            case "assistant":
                return new ChatTurn(ChatTurnRole.Assistant, content);
            case "tool":
                return new ChatTurn(ChatTurnRole.Tool, content);
            default:
                leaveOut(role);
                return null;
        }
    }

    private static string Member(JsonElement message, string key, int index)
    {
        if (message.ValueKind is not JsonValueKind.Object)
        {
            throw new ToolException($"messages[{index}] is {JsonInput.Name(message)}; an object is needed.");
        }

        return message.TryGetProperty(key, out JsonElement value)
            ? JsonInput.Text(value, $"messages[{index}].{key}")
            : throw new ToolException($"messages[{index}].{key} is missing.");
    }

    private static IEnumerable<JsonElement> Optional(JsonElement request, string key)
        => request.TryGetProperty(key, out JsonElement value) && value.ValueKind is not JsonValueKind.Null ? JsonInput.Items(value, key) : [];

    private static bool Flag(JsonElement request, string key)
    {
        if (!request.TryGetProperty(key, out JsonElement value))
        {
            return false;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw new ToolException($"{key} is {JsonInput.Name(value)}; true or false is needed.");
    }
}
