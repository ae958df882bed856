namespace Hymba.JsonSchema.Documents;

/// <summary>A schema with a URI of its own, and the anchors in it.</summary>
/// <param name="uri">Absolute, without fragment.</param>
/// <param name="document">Where it lies.</param>
/// <param name="pointer">Its place in the document.</param>
/// <param name="dialect">Its keywords.</param>
internal sealed class SchemaResource(UriReference uri, SchemaDocument document, string pointer, Dialect dialect)
{
    /// <summary>The name under which <c>$recursiveAnchor: true</c> is kept; no <c>$dynamicAnchor</c> can be called that.</summary>
    public const string RecursiveAnchor = "";

    public UriReference Uri { get; } = uri;

    public SchemaDocument Document { get; } = document;

    public string Pointer { get; } = pointer;

    public Dialect Dialect { get; } = dialect;

    /// <summary>Plain and dynamic anchors.</summary>
    public Dictionary<string, SchemaLocation> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Those anchors that <c>$dynamicRef</c> may find from elsewhere.</summary>
    public Dictionary<string, SchemaLocation> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}
