namespace Hymba.Inference;

/// <summary>
/// Generation was asked for more than one sequence at a time. Hymba generates batch-1: the reference implementation
/// documents that padding its memory tokens together with sliding windows is unsupported, and left-padded batches run the
/// recurrent heads over the padding (logits move by about 8). Score several sequences with the batched scoring call, or
/// queue the requests one after another.
/// </summary>
public sealed class BatchedGenerationException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="sequences">How many sequences were passed.</param>
    public BatchedGenerationException(int sequences)
        : base($"Generation takes 1 sequence, {sequences} were passed: Hymba's recurrent heads and memory tokens do not support padded batches in generation. "
            + "Send the sequences as separate requests.")
    {
        Sequences = sequences;
    }

    /// <summary>How many sequences were passed.</summary>
    public int Sequences { get; }
}
