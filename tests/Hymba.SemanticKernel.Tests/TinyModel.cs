using Hymba.Inference;
using Hymba.Inference.Text;

namespace Hymba.SemanticKernel.Tests;

/// <summary>A model of random weights with the real vocabulary, loaded once for all tests.</summary>
internal static class TinyModel
{
    private static readonly Lazy<Task<HymbaEngine>> Shared = new(() => HymbaEngine.LoadAsync(Options));

    public static string Name => "tiny-real-vocab";

    public static string ModelPath { get; } = RepositoryFiles.Fixture($"golden/{Name}");

    public static HymbaEngineOptions Options => new() { ModelPath = ModelPath, DataType = HymbaDataType.Float32, Threads = 1 };

    public static HymbaTokenizer Tokenizer { get; } = HymbaTokenizer.Load(ModelPath);

    public static Task<HymbaEngine> EngineAsync() => Shared.Value;
}
