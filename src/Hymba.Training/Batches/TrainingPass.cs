namespace Hymba.Training.Batches;

/// <summary>Sequences of one length, right-padded, for one forward and backward pass. Immutable.</summary>
/// <param name="Rows">B, the number of sequences.</param>
/// <param name="Length">T.</param>
/// <param name="Tokens">Ids, [B, T] row-major.</param>
/// <param name="Labels">What follows each token, <see cref="EncodedExample.Ignored"/> where nothing is predicted, [B, T].</param>
/// <param name="Weights">Weight of each prediction, 0 where it is ignored, [B, T].</param>
internal sealed record TrainingPass(int Rows, int Length, int[] Tokens, int[] Labels, float[] Weights)
{
    // The matrix library compiles a kernel for every new number of rows; with few different lengths it finds it made already.
    private const int LengthStep = 32;

    /// <summary>T of a pass whose longest example has so many tokens.</summary>
    public static int LengthFor(int longest, int maxTokens)
        => Math.Max(longest, Math.Min(maxTokens, (longest + LengthStep - 1) / LengthStep * LengthStep));

    /// <summary>Lays examples out behind one another, padded to the longest and from there to a round length.</summary>
    /// <param name="examples">At least one.</param>
    /// <param name="maxTokens">No row is padded beyond this.</param>
    public static TrainingPass Of(IReadOnlyList<EncodedExample> examples, int maxTokens)
    {
        int length = LengthFor(examples.Max(example => example.Tokens.Length), maxTokens);
        var tokens = new int[examples.Count * length];
        var labels = new int[tokens.Length];
        var weights = new float[tokens.Length];
        Array.Fill(labels, EncodedExample.Ignored);
        for (int row = 0; row < examples.Count; row++)
        {
            examples[row].Tokens.CopyTo(tokens, row * length);
            examples[row].Labels.CopyTo(labels, row * length);
            examples[row].Weights.CopyTo(weights, row * length);
        }

        return new TrainingPass(examples.Count, length, tokens, labels, weights);
    }
}
