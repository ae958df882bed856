namespace Hymba.Validation;

/// <summary>
/// Finds something in a text. Implementations are immutable and thread-safe, need time linear in the text, and give the same findings for the
/// same text and context at every call.
/// </summary>
public interface ITextValidator
{
    /// <summary>Ids of the rules it can report, each <c>group.name</c>; all in one group.</summary>
    IReadOnlyList<string> Rules { get; }

    /// <summary>How it judges a growing text.</summary>
    StreamingBehaviour Streaming { get; }

    /// <summary>Adds the findings of a text.</summary>
    /// <param name="text">The text from its beginning.</param>
    /// <param name="context">What else is known.</param>
    /// <param name="findings">Added to, in any order; spans of one validator do not overlap.</param>
    void Find(string text, ValidationContext context, ICollection<Finding> findings);

    /// <summary>
    /// Where the open part of a growing text begins: whatever follows, the findings that begin before this index are those of
    /// <see cref="Find"/> on the text so far, and none of them reaches beyond it. The text's length where nothing is open. Only for
    /// <see cref="StreamingBehaviour.Incremental"/>.
    /// </summary>
    /// <param name="text">The text so far.</param>
    /// <param name="context">What else is known.</param>
    int FindOpenStart(string text, ValidationContext context);
}
