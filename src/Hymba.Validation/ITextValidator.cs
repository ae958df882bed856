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

    /// <summary>
    /// How many UTF-16 units in front of a finding it looks at: context words, word borders, an opening delimiter. A growing text is scanned
    /// again from this far before its settled part, so the findings from there on must be the same as in the whole text.
    /// </summary>
    /// <value>Default <see cref="int.MaxValue"/>: everything, which is always right, and slow and late for long replies.</value>
    int LeftContext => int.MaxValue;

    /// <summary>How costly it is beside others; the cheapest run first. A regular expression has about 100.</summary>
    int Cost => 100;

    /// <summary>Adds the findings of a text.</summary>
    /// <param name="text">The text from its beginning, or from <see cref="LeftContext"/> before its settled part.</param>
    /// <param name="context">What else is known.</param>
    /// <param name="findings">Added to, in any order; spans of one validator do not overlap.</param>
    void Find(string text, ValidationContext context, ICollection<Finding> findings);

    /// <summary>
    /// Where the open part of a growing text begins: whatever follows, the findings that begin before this index are those of
    /// <see cref="Find"/> on the text so far, and none of them reaches beyond it. The text's length where nothing is open. Never moves back
    /// while the text grows. Only for <see cref="StreamingBehaviour.Incremental"/>.
    /// </summary>
    /// <param name="text">The text so far, or from <see cref="LeftContext"/> before its settled part.</param>
    /// <param name="context">What else is known.</param>
    int FindOpenStart(string text, ValidationContext context);
}
