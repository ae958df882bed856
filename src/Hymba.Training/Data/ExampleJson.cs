using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hymba.Inference.Text;

namespace Hymba.Training.Data;

/// <summary>
/// Examples as single lines of JSON: <c>{"kind","text"}</c>, or <c>{"kind","tools","contexts","messages"}</c> with messages
/// <c>{"role","content","tool_calls"}</c> of the roles system, user, assistant and tool.
/// </summary>
internal static class ExampleJson
{
    // Letters of all scripts stay readable; the file is no web page.
    private static readonly JsonWriterOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an example as one line without its end.</summary>
    public static string Write(Example example)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Format))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", example.Kind);
            if (example.Conversation is ChatPrompt conversation)
            {
                WriteConversation(writer, conversation);
            }
            else
            {
                writer.WriteString("text", example.Text);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, or somebody else in the same form. A missing kind is the form's name.</summary>
    /// <param name="line">One line.</param>
    /// <exception cref="TrainingDataException">It is no example; the message says why, and not where.</exception>
    public static Example Read(string line) => new ExampleJsonReader(line).Read();

    private static void WriteConversation(Utf8JsonWriter writer, ChatPrompt conversation)
    {
        if (conversation.Tools.Count > 0)
        {
            WriteValues(writer, "tools", conversation.Tools);
        }

        if (conversation.Contexts.Count > 0)
        {
            writer.WriteStartArray("contexts");
            foreach (string context in conversation.Contexts)
            {
                writer.WriteStringValue(context);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("messages");
        foreach (ChatTurn turn in conversation.Turns)
        {
            writer.WriteStartObject();
            writer.WriteString("role", RoleName(turn.Role));
            writer.WriteString("content", turn.Content);
            if (turn.ToolCalls.Count > 0)
            {
                WriteValues(writer, "tool_calls", turn.ToolCalls);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteValues(Utf8JsonWriter writer, string name, IReadOnlyList<JsonElement> values)
    {
        writer.WriteStartArray(name);
        foreach (JsonElement value in values)
        {
            value.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    private static string RoleName(ChatTurnRole role) => role switch
    {
        ChatTurnRole.System => "system",
        ChatTurnRole.User => "user",
        ChatTurnRole.Assistant => "assistant",
        ChatTurnRole.Tool => "tool",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "The role is unknown."),
    };
}
