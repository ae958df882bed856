using System.Collections.Immutable;

namespace Hymba.Validation.Exfiltration;

/// <summary>References of Markdown that a text has used and defined so far. Immutable.</summary>
internal sealed class LinkReferences
{
    private readonly ImmutableDictionary<string, string> _definitions;
    private readonly ImmutableHashSet<string> _images;
    private readonly ImmutableHashSet<string> _links;

    private LinkReferences(ImmutableDictionary<string, string> definitions, ImmutableHashSet<string> images, ImmutableHashSet<string> links)
        => (_definitions, _images, _links) = (definitions, images, links);

    /// <summary>Those of an empty text.</summary>
    public static LinkReferences None { get; } = new(
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal),
        ImmutableHashSet.Create<string>(StringComparer.Ordinal),
        ImmutableHashSet.Create<string>(StringComparer.Ordinal));

    /// <summary>With a definition; the first of a label counts.</summary>
    public LinkReferences Define(string label, string destination)
        => _definitions.ContainsKey(label) ? this : new(_definitions.Add(label, destination), _images, _links);

    /// <summary>With a use.</summary>
    public LinkReferences Use(string label, bool isImage) => isImage ? new(_definitions, _images.Add(label), _links) : new(_definitions, _images, _links.Add(label));

    /// <summary>Whether a label was used so.</summary>
    public bool IsUsed(string label, bool isImage) => (isImage ? _images : _links).Contains(label);

    /// <summary>Where a label leads; null where it is not defined yet.</summary>
    public string? Destination(string label) => _definitions.GetValueOrDefault(label);
}
