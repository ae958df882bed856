using System.Text;
using System.Text.Json;

namespace Hymba.Inference.Text;

/// <summary>
/// Renders a conversation as the text that the instruction-tuned model was trained on. Immutable and safe to use from any number of
/// threads.
/// </summary>
/// <remarks>
/// The system turns, the tools and the contexts come first, then the other turns, each behind a role marker. Encode the result without
/// the token that starts a text: the model saw none.
/// </remarks>
public sealed class ChatTemplate
{
    private const string SystemHeader = "<extra_id_0>System";
    private const string UserHeader = "<extra_id_1>User\n";
    private const string AssistantHeader = "<extra_id_1>Assistant\n";
    private const string ToolHeader = "<extra_id_1>Tool\n";

    private readonly PromptNeutralizer _neutralizer;

    /// <summary>Creates the template.</summary>
    /// <param name="neutralizer">Neutralises the texts that <see cref="ChatPrompt.Neutralization"/> names.</param>
    public ChatTemplate(PromptNeutralizer neutralizer)
    {
        ArgumentNullException.ThrowIfNull(neutralizer);
        _neutralizer = neutralizer;
    }

    /// <summary>
    /// Creates the template for a checkpoint, after checking that the checkpoint's own template, where it has one, is this one.
    /// </summary>
    /// <param name="modelDirectory">The checkpoint's directory.</param>
    /// <param name="tokenizer">The checkpoint's tokenizer; its special tokens are neutralised in content.</param>
    /// <exception cref="ModelLoadException">The checkpoint has another chat template, or its file is damaged.</exception>
    public static ChatTemplate Load(string modelDirectory, HymbaTokenizer tokenizer)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelDirectory);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ChatTemplateCheck.Require(modelDirectory);
        return new ChatTemplate(new PromptNeutralizer(tokenizer.SpecialTokens.Keys));
    }

    /// <summary>Renders a conversation.</summary>
    /// <param name="prompt">The conversation.</param>
    /// <exception cref="ChatPromptException">A role is unknown, a text is missing, or JSON cannot be written.</exception>
    public RenderedPrompt Render(ChatPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var text = new StringBuilder();
        List<int> snapshots = [];
        AppendSystemBlock(text, prompt);
        snapshots.Add(text.Length);
        for (int index = 0; index < prompt.Turns.Count; index++)
        {
            AppendTurn(text, prompt, index, snapshots);
        }

        if (prompt.AddGenerationPrompt)
        {
            snapshots.Add(text.Append(AssistantHeader).Length);
        }

        return new RenderedPrompt(text.ToString(), snapshots);
    }

    private void AppendSystemBlock(StringBuilder text, ChatPrompt prompt)
    {
        bool hasMore = prompt.Tools.Count > 0 || prompt.Contexts.Count > 0;
        text.Append(SystemHeader);
        for (int index = 0; index < prompt.Turns.Count; index++)
        {
            if (prompt.Turns[index].Role is ChatTurnRole.System)
            {
                text.Append('\n').Append(Content(prompt, index)).Append(hasMore ? "\n" : "");
            }
        }

        for (int index = 0; index < prompt.Tools.Count; index++)
        {
            text.Append("\n<tool> ").Append(Json(prompt, prompt.Tools[index], $"Tool {index}")).Append(" </tool>");
        }

        text.Append(prompt.Tools.Count > 0 && prompt.Contexts.Count > 0 ? "\n" : "");
        for (int index = 0; index < prompt.Contexts.Count; index++)
        {
            string context = prompt.Contexts[index]
                ?? throw new ChatPromptException($"Context {index} of {prompt.Contexts.Count} is null.");
            text.Append("\n<context> ").Append(PythonText.Strip(Neutralize(prompt, context))).Append(" </context>");
        }

        text.Append("\n\n");
    }

    private void AppendTurn(StringBuilder text, ChatPrompt prompt, int index, List<int> snapshots)
    {
        ChatTurn turn = prompt.Turns[index];
        if (turn.ToolCalls.Count > 0 && turn.Role is not ChatTurnRole.Assistant)
        {
            throw new ChatPromptException(
                $"Turn {index} has {turn.ToolCalls.Count} tool calls and the role {turn.Role}; only assistant turns have them.");
        }

        switch (turn.Role)
        {
            case ChatTurnRole.System:
                break;
            case ChatTurnRole.User:
                text.Append(UserHeader).Append(Content(prompt, index)).Append('\n');
                break;
            case ChatTurnRole.Assistant:
                snapshots.Add(text.Append(AssistantHeader).Length);
                AppendReply(text, prompt, index);
                break;
            case ChatTurnRole.Tool:
                text.Append(ToolHeader).Append(Content(prompt, index)).Append('\n');
                break;
            default:
                throw new ChatPromptException(
                    $"Turn {index} has the unknown role {(int)turn.Role}; known are {string.Join(", ", Enum.GetNames<ChatTurnRole>())}.");
        }
    }

    private void AppendReply(StringBuilder text, ChatPrompt prompt, int index)
    {
        IReadOnlyList<JsonElement> calls = prompt.Turns[index].ToolCalls;
        string content = Content(prompt, index);
        if (content.Length > 0 || calls.Count == 0)
        {
            text.Append(content).Append('\n');
        }

        for (int call = 0; call < calls.Count; call++)
        {
            text.Append("<toolcall> ").Append(Json(prompt, calls[call], $"Tool call {call} of turn {index}")).Append(" </toolcall>\n");
        }
    }

    private string Content(ChatPrompt prompt, int index)
    {
        ChatTurn turn = prompt.Turns[index];
        string content = turn.Content ?? throw new ChatPromptException($"Turn {index} ({turn.Role}) has no content; use the empty text.");
        bool trusted = turn.Role is ChatTurnRole.System && prompt.Neutralization is PromptNeutralization.Untrusted;
        return PythonText.Strip(trusted ? content : Neutralize(prompt, content));
    }

    private string Json(ChatPrompt prompt, JsonElement value, string what)
    {
        try
        {
            // Brackets occur only inside the strings of JSON, so neutralising leaves it valid.
            return Neutralize(prompt, PythonJson.Write(value));
        }
        catch (InvalidOperationException error)
        {
            throw new ChatPromptException($"{what} cannot be written as JSON: {error.Message}", error);
        }
    }

    private string Neutralize(ChatPrompt prompt, string text) =>
        prompt.Neutralization is PromptNeutralization.Raw ? text : _neutralizer.Neutralize(text);
}
