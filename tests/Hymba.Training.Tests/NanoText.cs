using Hymba.Inference.Text;
using Hymba.Training.Data;

namespace Hymba.Training.Tests;

/// <summary>Hymba Nano's own tokenizer and template, and its kinds of examples.</summary>
internal static class NanoText
{
    public static string ModelFolder { get; } = Path.Combine(RepositoryFiles.Root, "src", "Hymba.Nano", "Model");

    public static HymbaTokenizer Tokenizer { get; } = HymbaTokenizer.Load(ModelFolder);

    public static ChatTemplate Template { get; } = ChatTemplate.Load(ModelFolder, Tokenizer);

    public static TheoryData<string> Kinds => [.. NanoData.Kinds.Select(kind => kind.Kind)];

    /// <summary>The text that a model sees of an example.</summary>
    public static string Render(Example example) => example.Conversation is ChatPrompt prompt ? Template.Render(prompt).Text : example.Text!;
}
