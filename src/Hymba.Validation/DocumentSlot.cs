using Microsoft.Extensions.AI;

namespace Hymba.Validation;

/// <summary>How the documents of a request are read and replaced. Immutable.</summary>
/// <param name="Read">The texts of the documents, in order; empty where there are none.</param>
/// <param name="Write">
/// Options like the given ones with other texts, in the same order, null for a document that is left out. The given options stay as they are.
/// </param>
public sealed record DocumentSlot(
    Func<ChatOptions, IReadOnlyList<string>> Read,
    Func<ChatOptions, IReadOnlyList<string?>, ChatOptions> Write)
{
    /// <summary>Key of the documents in a request's additional properties.</summary>
    public const string PropertyName = "documents";

    /// <summary>Texts in <c>AdditionalProperties["documents"]</c>.</summary>
    public static DocumentSlot Default { get; } = new(
        options => options.AdditionalProperties?.GetValueOrDefault(PropertyName) is IEnumerable<string> texts ? [.. texts] : [],
        (options, texts) =>
        {
            var changed = options.Clone();
            changed.AdditionalProperties = new AdditionalPropertiesDictionary(options.AdditionalProperties ?? [])
            {
                [PropertyName] = texts.OfType<string>().ToArray(),
            };
            return changed;
        });
}
