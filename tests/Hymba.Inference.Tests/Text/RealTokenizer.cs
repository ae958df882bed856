using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

/// <summary>The tokenizer of the published model, loaded once.</summary>
internal static class RealTokenizer
{
    public static HymbaTokenizer Instance { get; } = HymbaTokenizer.Load(Folder);

    public static string Folder => RepositoryFiles.Fixture("tokenizer");
}
