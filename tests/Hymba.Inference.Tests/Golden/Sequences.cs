using Hymba.Inference.Generation;

namespace Hymba.Inference.Tests.Golden;

/// <summary>Computes sequences in successive calls on one state.</summary>
internal static class Sequences
{
    /// <summary>Logits of every position, [T * V].</summary>
    public static float[] Logits(LoadedModel model, int[] tokens, IEnumerable<int> split)
    {
        var all = new float[tokens.Length * model.Config.VocabularySize];
        SequenceScorer.Logits(
            model, tokens, split, (first, rows) => rows.CopyTo(all.AsSpan(first * model.Config.VocabularySize)), CancellationToken.None);
        return all;
    }
}
