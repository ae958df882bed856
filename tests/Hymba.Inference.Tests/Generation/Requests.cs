using Hymba.Inference.Generation;

namespace Hymba.Inference.Tests.Generation;

/// <summary>Requests with random prompts.</summary>
internal static class Requests
{
    /// <summary>A request that ignores end tokens, so that its length is known.</summary>
    public static GenerationRequest Random(int seed, int promptTokens, int newTokens, int vocabulary, params int[] snapshots)
        => new()
        {
            PromptTokens = Tokens(seed, promptTokens, vocabulary),
            MaxNewTokens = newTokens,
            IgnoreEndTokens = true,
            SnapshotPositions = snapshots,
        };

    public static int[] Tokens(int seed, int count, int vocabulary)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(vocabulary))];
    }
}
