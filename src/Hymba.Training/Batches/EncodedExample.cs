namespace Hymba.Training.Batches;

/// <summary>An example as the model sees it. Label and weight i belong to what follows token i. Immutable.</summary>
/// <param name="Tokens">Ids, without the token that starts a text where the example is a conversation.</param>
/// <param name="Labels">The id to predict after each token; <see cref="Ignored"/> where nothing is.</param>
/// <param name="Weights">Weight of each prediction in the loss, 0 where it is ignored.</param>
internal sealed record EncodedExample(int[] Tokens, int[] Labels, float[] Weights)
{
    /// <summary>The label that counts for nothing, as PyTorch's cross-entropy has it.</summary>
    public const int Ignored = -100;
}
