using System.Collections.Immutable;
using Hymba.JsonSchema.Documents;

namespace Hymba.JsonSchema.Nodes;

/// <summary>
/// A compiled schema. Nodes form a graph with cycles, because references are followed; it changes no more once the compiler has returned.
/// </summary>
/// <param name="location">Where it was read.</param>
internal sealed class SchemaNode(SchemaLocation location)
{
    /// <summary>The place of the schema for people.</summary>
    public string Location { get; } = location.Describe;

    /// <summary>The keyword that holds the schema; empty for a root.</summary>
    public string HeldBy { get; } = location.Keyword;

    /// <summary>The resource that the schema belongs to; references by dynamic anchor ask which resources were entered.</summary>
    public SchemaResource Resource { get; } = location.Resource;

    /// <summary>The verdict of the schemas <c>true</c> and <c>false</c>; null for all others.</summary>
    public bool? Always { get; set; }

    /// <summary>The rules, in the order in which they are judged: unevaluated* last.</summary>
    public ImmutableArray<Keyword> Keywords { get; set; } = [];

    /// <summary>Whether a rule asks what the others have judged.</summary>
    public bool AsksForEvaluated { get; set; }
}
