using Hymba.Inference;
using Hymba.Inference.Text;

namespace Hymba.SemanticKernel.Chat;

/// <summary>A loaded engine with what turns messages into its tokens.</summary>
internal sealed class LoadedEngine
{
    private readonly Lazy<ChatTemplate> _template;

    /// <exception cref="ModelLoadException">The checkpoint has no tokenizer.</exception>
    public LoadedEngine(HymbaEngine engine)
    {
        Engine = engine;
        Tokenizer = engine.Tokenizer ?? throw new ModelLoadException(
            engine.Options.ModelPath, ["there is no tokenizer.model, which text needs."]);
        _template = new Lazy<ChatTemplate>(() => ChatTemplate.Load(engine.Options.ModelPath, Tokenizer));
    }

    public HymbaEngine Engine { get; }

    public HymbaTokenizer Tokenizer { get; }

    /// <summary>The chat template; raw prompts do without.</summary>
    /// <exception cref="ModelLoadException">The checkpoint has another template.</exception>
    public ChatTemplate Template => _template.Value;
}
