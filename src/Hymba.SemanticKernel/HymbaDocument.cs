using Hymba.SemanticKernel.Chat;
using Hymba.Validation;

namespace Hymba.SemanticKernel;

/// <summary>
/// A retrieved document that a request is to be answered from. It is put into the place that the model's chat template has for documents,
/// in front of the conversation. Immutable.
/// </summary>
/// <param name="Text">The document's text. White space at both ends is not shown to the model.</param>
public sealed record HymbaDocument(string Text)
{
    /// <summary>A title, shown to the model as a line of its own above the text.</summary>
    /// <value>Default null: none.</value>
    public string? Title { get; init; }

    /// <summary>
    /// Where output validation finds the documents of a request, with their titles: those of <c>WithDocuments</c>, and where there are none,
    /// texts in <c>AdditionalProperties["documents"]</c>. Registered clients have it; it is for pipelines that are made by hand.
    /// </summary>
    public static DocumentSlot Slot { get; } = new(DocumentTexts.Read, DocumentTexts.Write);

    /// <summary>The text as the model sees it.</summary>
    internal string Shown => Title is null ? Text : $"{Title}\n{Text}";
}
