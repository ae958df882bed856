using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;

namespace Hymba.Benchmarks;

/// <summary>The model that is measured: HYMBA_MODEL_DIR, or the test fixture tiny-b.</summary>
internal static class BenchmarkModel
{
    public static string Directory { get; } = Environment.GetEnvironmentVariable("HYMBA_MODEL_DIR") ?? RepositoryFiles.Fixture("golden/tiny-b");

    public static Task<HymbaEngine> LoadAsync(HymbaQueueOptions queue)
        => HymbaEngine.LoadAsync(new HymbaEngineOptions { ModelPath = Directory, PrefixCacheBytes = 0, Queue = queue });

    /// <summary>A request of a known length.</summary>
    public static GenerationRequest Request(int promptTokens, int newTokens)
        => new() { PromptTokens = [.. Enumerable.Range(0, promptTokens).Select(i => 3 + (i % 250))], MaxNewTokens = newTokens, IgnoreEndTokens = true };
}
