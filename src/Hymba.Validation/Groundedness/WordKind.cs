namespace Hymba.Validation.Groundedness;

/// <summary>Kinds of content words; names and numbers are seldom paraphrased.</summary>
internal enum WordKind
{
    /// <summary>An ordinary word.</summary>
    Word,

    /// <summary>Capitalised within a sentence.</summary>
    Name,

    /// <summary>Begins with a digit.</summary>
    Number,
}
