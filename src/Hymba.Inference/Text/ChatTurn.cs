using System.Text.Json;

namespace Hymba.Inference.Text;

/// <summary>One turn of a conversation. Immutable.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">What is said. White space at both ends is not rendered.</param>
public sealed record ChatTurn(ChatTurnRole Role, string Content)
{
    /// <summary>
    /// The tool calls that the model made in this turn, each the JSON between <c>&lt;toolcall&gt;</c> tags. Default: none. Only for
    /// <see cref="ChatTurnRole.Assistant"/>.
    /// </summary>
    /// <remarks>
    /// They are rendered behind the content, one to a line, with the tags that the model itself writes. Tags in
    /// <see cref="Content"/> are neutralised, so this is how a real call stays in the history. What is inside the JSON is neutralised too.
    /// </remarks>
    public IReadOnlyList<JsonElement> ToolCalls { get; init; } = [];
}
