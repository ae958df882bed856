using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Hymba.Cli.Options;
using Hymba.Cli.Output;
using Hymba.Inference.Text;

namespace Hymba.Cli.Verbs;

/// <summary>Conversations to prompts.</summary>
internal sealed class TemplateVerb : Verb
{
    private readonly ModelArgument _model;

    private readonly Option<bool> _jsonLines = CommonOptions.JsonLines(
        "In: {\"messages\":[{\"role\",\"content\"}],\"tools\":[],\"contexts\":[],\"add_generation_prompt\":true}; only messages must be there, "
        + "and add_generation_prompt is false where it is absent, as in Hugging Face's apply_chat_template. Out: the prompt as a string.");

    private readonly Option<bool> _raw = new("--raw")
    {
        Description = "Render content as it is, even where it writes role markers, tags or special tokens. Default: these are neutralised, "
            + "except in system messages.",
    };

    public TemplateVerb(ToolConsole console)
        : base("template", "Renders the conversations on stdin with the model's chat template. Needs only the tokenizer files.", console)
    {
        _model = new ModelArgument(this);
        Add(_jsonLines);
        Add(_raw);
    }

    /// <inheritdoc/>
    protected override Task RunAsync(SymbolResult arguments, CancellationToken cancellationToken)
    {
        string path = _model.Read(arguments);
        var template = ChatTemplate.Load(path, HymbaTokenizer.Load(path));
        var neutralization = arguments.GetValue(_raw) ? PromptNeutralization.Raw : PromptNeutralization.Untrusted;
        return JsonLines.RunAsync(Console, Convert, cancellationToken);

        string Convert(JsonElement request, int line)
        {
            ChatPrompt prompt = ChatPromptReader.Read(request, role => WarnOfRole(role, line));
            return JsonSerializer.Serialize(template.Render(prompt with { Neutralization = neutralization }).Text, JsonFormat.Options);
        }
    }

    // The original template renders nothing for such a message; here at least somebody is told.
    private void WarnOfRole(string role, int line)
        => Console.WriteWarning($"line {line}: the template has no role {JsonSerializer.Serialize(role)}; the message is left out.");
}
