namespace Hymba.Inference.Generation;

/// <summary>Why generation ended.</summary>
public enum FinishReason
{
    /// <summary>The model produced one of its end tokens (<c>eos_token_id</c>).</summary>
    EndOfSequence,

    /// <summary>A stop string of the request appeared.</summary>
    StopSequence,

    /// <summary>The request's token limit or the model's context was reached.</summary>
    Length,
}
