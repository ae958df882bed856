using System.Text.Json;

namespace Hymba.JsonSchema.Documents;

/// <summary>A schema in its document.</summary>
/// <param name="Element">The schema itself.</param>
/// <param name="Pointer">Its place in the document.</param>
/// <param name="Keyword">The keyword that holds it; empty for a root.</param>
/// <param name="Resource">What it belongs to.</param>
internal sealed record SchemaLocation(JsonElement Element, string Pointer, string Keyword, SchemaResource Resource)
{
    /// <summary>The place for people: a pointer, behind the document's URI where it is not the compiled one.</summary>
    public string Describe => Resource.Document.Name.Length == 0 ? Pointer : $"{Resource.Document.Name}#{Pointer}";

    /// <summary>The place of a keyword of this schema.</summary>
    public string At(string keyword) => JsonPointer.Append(Describe, keyword);
}
