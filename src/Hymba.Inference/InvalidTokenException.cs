namespace Hymba.Inference;

/// <summary>A token id lies outside the model's vocabulary.</summary>
public sealed class InvalidTokenException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="tokenId">The offending id.</param>
    /// <param name="position">Its index in the sequence that was passed.</param>
    /// <param name="vocabularySize">Ids must lie in [0, vocabularySize).</param>
    public InvalidTokenException(int tokenId, int position, int vocabularySize)
        : base($"Token id {tokenId} at index {position} is outside the vocabulary: ids go from 0 to {vocabularySize - 1}.")
    {
        TokenId = tokenId;
        Position = position;
        VocabularySize = vocabularySize;
    }

    /// <summary>The offending id.</summary>
    public int TokenId { get; }

    /// <summary>The index of the id in the sequence that was passed.</summary>
    public int Position { get; }

    /// <summary>The number of ids in the vocabulary.</summary>
    public int VocabularySize { get; }
}
