using System.Text.Json;
using Hymba.Inference.Text;

namespace Hymba.Training.Data;

/// <summary>Reads one line of JSON as an example and says what is wrong with it.</summary>
/// <param name="line">The line.</param>
internal sealed class ExampleJsonReader(string line)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly string[] ConversationParts = ["messages", "tools", "contexts"];

    private static readonly Dictionary<string, ChatTurnRole> Roles = new(StringComparer.Ordinal)
    {
        ["system"] = ChatTurnRole.System,
        ["user"] = ChatTurnRole.User,
        ["assistant"] = ChatTurnRole.Assistant,
        ["tool"] = ChatTurnRole.Tool,
    };

    /// <summary>Reads the line.</summary>
    /// <exception cref="TrainingDataException">It is no example.</exception>
    public Example Read()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, Strict);
            return ReadExample(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new TrainingDataException($"it is not JSON: {error.Message}", error);
        }
        catch (InvalidOperationException error)
        {
            // Half a surrogate pair, which JSON can spell and no text can hold.
            throw new TrainingDataException($"a text in it cannot be read: {error.Message}", error);
        }
    }

    private static Example ReadExample(JsonElement root)
    {
        RequireProperties(root, "the line", "kind", "text", "tools", "contexts", "messages");
        string? kind = root.TryGetProperty("kind", out JsonElement named) ? Text(named, "kind") : null;
        bool hasMessages = root.TryGetProperty("messages", out JsonElement messages);
        if (!root.TryGetProperty("text", out JsonElement text))
        {
            return hasMessages
                ? Example.OfConversation(kind ?? "conversation", ReadConversation(root, messages))
                : throw new TrainingDataException("it has neither text nor messages.");
        }

        string? other = ConversationParts.FirstOrDefault(name => root.TryGetProperty(name, out _));
        return other is null
            ? Example.OfText(kind ?? "text", Filled(Text(text, "text"), "text"))
            : throw new TrainingDataException($"it has both text and {other}; a text stands alone.");
    }

    private static ChatPrompt ReadConversation(JsonElement root, JsonElement messages)
    {
        ChatTurn[] turns = [.. Items(messages, "messages").Select(ReadTurn)];
        if (turns.Length == 0)
        {
            throw new TrainingDataException("messages is empty.");
        }

        if (turns[^1].Role is not ChatTurnRole.Assistant)
        {
            string role = Roles.Single(pair => pair.Value == turns[^1].Role).Key;
            throw new TrainingDataException($"the last message is of the role '{role}'; it must be an assistant's, the reply to learn.");
        }

        return new ChatPrompt(turns)
        {
            Tools = Objects(root, "tools", "tools"),
            Contexts = root.TryGetProperty("contexts", out JsonElement contexts)
                ? [.. Items(contexts, "contexts").Select((context, index) => Filled(Text(context, $"contexts[{index}]"), $"contexts[{index}]"))]
                : [],
        };
    }

    private static ChatTurn ReadTurn(JsonElement message, int index)
    {
        string what = $"messages[{index}]";
        RequireProperties(message, what, "role", "content", "tool_calls");
        string name = message.TryGetProperty("role", out JsonElement given)
            ? Text(given, $"{what}.role")
            : throw new TrainingDataException($"{what}.role is missing.");
        if (!Roles.TryGetValue(name, out ChatTurnRole role))
        {
            throw new TrainingDataException($"{what}.role is '{name}'; it must be {string.Join(", ", Roles.Keys)}.");
        }

        JsonElement[] calls = Objects(message, "tool_calls", $"{what}.tool_calls");
        if (calls.Length > 0 && role is not ChatTurnRole.Assistant)
        {
            throw new TrainingDataException($"{what} has tool_calls and the role '{name}'; only an assistant calls tools.");
        }

        string content = message.TryGetProperty("content", out JsonElement said)
            ? Text(said, $"{what}.content")
            : throw new TrainingDataException($"{what}.content is missing.");
        return new ChatTurn(role, calls.Length > 0 ? content : Filled(content, $"{what}.content")) { ToolCalls = calls };
    }

    private static JsonElement[] Objects(JsonElement owner, string name, string what)
        => owner.TryGetProperty(name, out JsonElement values) ? [.. Items(values, what).Select((value, index) => Object(value, $"{what}[{index}]"))] : [];

    private static JsonElement Object(JsonElement value, string what)
    {
        Require(value, JsonValueKind.Object, what, "an object");

        // Whatever the template cannot write shows here, with the line, and not in the middle of a run.
        _ = PythonJson.Write(value);
        return value.Clone();
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement value, string what)
    {
        Require(value, JsonValueKind.Array, what, "an array");
        return value.EnumerateArray();
    }

    private static string Text(JsonElement value, string what)
    {
        Require(value, JsonValueKind.String, what, "a string");
        return value.GetString()!;
    }

    private static string Filled(string text, string what)
        => PythonText.Strip(text).Length == 0 ? throw new TrainingDataException($"{what} is empty.") : text;

    private static void Require(JsonElement value, JsonValueKind kind, string what, string needed)
    {
        if (value.ValueKind != kind)
        {
            throw new TrainingDataException($"{what} is {Name(value)}; it must be {needed}.");
        }
    }

    private static void RequireProperties(JsonElement value, string what, params string[] known)
    {
        Require(value, JsonValueKind.Object, what, "an object");
        if (value.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !known.Contains(name)) is string unknown)
        {
            throw new TrainingDataException($"{what} has the unknown property '{unknown}'; known are {string.Join(", ", known)}.");
        }
    }

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        _ => value.GetRawText(),
    };
}
