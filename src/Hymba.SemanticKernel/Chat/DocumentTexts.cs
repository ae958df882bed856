using Hymba.Validation;
using Microsoft.Extensions.AI;

namespace Hymba.SemanticKernel.Chat;

/// <summary>Reads and replaces the documents of a request for output validation. Options that are given stay as they are.</summary>
internal static class DocumentTexts
{
    /// <summary>The documents as the model sees them. A value of the wrong type is for the client to refuse.</summary>
    public static IReadOnlyList<string> Read(ChatOptions options)
        => Documents(options) is { } documents ? [.. documents.Select(document => document.Shown)] : DocumentSlot.Default.Read(options);

    /// <summary>Options with other texts; a document whose text stays the same stays the same.</summary>
    public static ChatOptions Write(ChatOptions options, IReadOnlyList<string?> texts)
    {
        if (Documents(options) is not { } documents)
        {
            return DocumentSlot.Default.Write(options, texts);
        }

        IEnumerable<HymbaDocument?> left = documents.Zip(
            texts, (document, text) => text is null ? null : text == document.Shown ? document : new HymbaDocument(text));
        return options.WithDocuments(left.OfType<HymbaDocument>());
    }

    private static IEnumerable<HymbaDocument>? Documents(ChatOptions options)
        => options.AdditionalProperties?.GetValueOrDefault(HymbaRequestProperties.Documents) as IEnumerable<HymbaDocument>;
}
