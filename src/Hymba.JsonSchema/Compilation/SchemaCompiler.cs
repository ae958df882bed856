using System.Collections.Immutable;
using System.Text.Json;
using Hymba.JsonSchema.Documents;
using Hymba.JsonSchema.Nodes;
using Hymba.JsonSchema.Patterns;

namespace Hymba.JsonSchema.Compilation;

/// <summary>
/// Turns locations into nodes. A node is made when something first asks for it and filled from a queue, so that neither cycles nor chains
/// of references cost stack.
/// </summary>
internal sealed class SchemaCompiler
{
    private readonly JsonSchemaOptions _options;
    private readonly SchemaRegistry _registry;
    private readonly Dictionary<(SchemaDocument Document, string Pointer), SchemaNode> _nodes = [];
    private readonly Queue<(SchemaNode Node, SchemaLocation Location)> _unfilled = new();
    private readonly Dictionary<string, DynamicAnchor> _dynamicAnchors = new(StringComparer.Ordinal);
    private readonly HashSet<SchemaResource> _entered = [];
    private readonly PatternCache _patterns;

    private SchemaCompiler(JsonSchemaOptions options)
    {
        _options = options;
        _registry = new SchemaRegistry(options);
        _patterns = new PatternCache(options.MaxPatternStates);
    }

    /// <summary>Compiles a document.</summary>
    /// <exception cref="JsonSchemaException">It cannot be compiled.</exception>
    public static SchemaNode Compile(JsonElement schema, JsonSchemaOptions options)
    {
        var compiler = new SchemaCompiler(options);
        SchemaLocation root = compiler._registry.AddRoot(schema);
        SchemaNode node = compiler.NodeOf(root);
        compiler.Fill();
        return node;
    }

    /// <summary>The node of a subschema of the schema that is read.</summary>
    /// <param name="reader">The schema.</param>
    /// <param name="path">The tokens that lead from it to the subschema.</param>
    public SchemaNode Child(KeywordReader reader, params ReadOnlySpan<string> path)
    {
        string pointer = reader.Location.Pointer;
        foreach (string token in path)
        {
            pointer = JsonPointer.Append(pointer, token);
        }

        return NodeOf(reader.Location.Resource.Document.Locations[pointer]);
    }

    /// <summary>The node that a reference leads to, and where it lies.</summary>
    public (SchemaNode Node, SchemaLocation Location) Target(KeywordReader reader, string keyword, string reference)
    {
        SchemaLocation location = _registry.Resolve(reference, reader.Location, keyword);
        return (NodeOf(location), location);
    }

    /// <summary>The schemas of a dynamic anchor by resource; it fills while the compiler meets further resources.</summary>
    public IReadOnlyDictionary<SchemaResource, SchemaNode> DynamicAnchors(string name)
    {
        DynamicAnchor anchor = AnchorOf(name);
        if (!anchor.IsUsed)
        {
            anchor.IsUsed = true;
            foreach (SchemaLocation location in anchor.Locations)
            {
                anchor.Nodes.Add(location.Resource, NodeOf(location));
            }
        }

        return anchor.Nodes;
    }

    /// <summary>A regular expression, compiled once per schema.</summary>
    /// <param name="reader">The schema that holds it.</param>
    /// <param name="keyword">The keyword that holds it.</param>
    /// <param name="source">Its text.</param>
    public LinearPattern Pattern(KeywordReader reader, string keyword, string source) => _patterns.Get(source, reader.Location.At(keyword));

    private SchemaNode NodeOf(SchemaLocation location)
    {
        (SchemaDocument, string) key = (location.Resource.Document, location.Pointer);
        if (!_nodes.TryGetValue(key, out SchemaNode? node))
        {
            _nodes.Add(key, node = new SchemaNode(location));
            _unfilled.Enqueue((node, location));
            Enter(location.Resource);
        }

        return node;
    }

    private void Fill()
    {
        while (_unfilled.TryDequeue(out (SchemaNode Node, SchemaLocation Location) next))
        {
            JsonElement element = next.Location.Element;
            switch (element.ValueKind)
            {
                case JsonValueKind.True or JsonValueKind.False:
                    next.Node.Always = element.ValueKind is JsonValueKind.True;
                    break;
                case JsonValueKind.Object:
                    next.Node.Keywords = Keywords(new KeywordReader(next.Location, _options));
                    next.Node.AsksForEvaluated = next.Node.Keywords.Any(keyword => keyword is UnevaluatedItemsKeyword or UnevaluatedPropertiesKeyword);
                    break;
                default:
                    throw new JsonSchemaException(
                        JsonSchemaProblem.InvalidSchema,
                        $"A schema must be an object or a boolean; this is of the kind {element.ValueKind}.",
                        next.Location.Describe);
            }
        }
    }

    private ImmutableArray<Keyword> Keywords(KeywordReader reader)
    {
        if (reader.Dialect.ReferenceStandsAlone && reader.Text("$ref") is not null)
        {
            return [.. ReferenceCompiler.Compile(this, reader)];
        }

        return
        [
            .. AssertionCompiler.Compile(this, reader),
            .. ObjectCompiler.Compile(this, reader),
            .. ArrayCompiler.Compile(this, reader),
            .. ReferenceCompiler.Compile(this, reader),
            .. LogicCompiler.Compile(this, reader),
            .. ObjectCompiler.CompileUnevaluated(this, reader),
            .. ArrayCompiler.CompileUnevaluated(this, reader),
        ];
    }

    // Only resources that something leads to can be in the way of a dynamic reference.
    private void Enter(SchemaResource resource)
    {
        if (!_entered.Add(resource))
        {
            return;
        }

        foreach ((string name, SchemaLocation location) in resource.DynamicAnchors)
        {
            DynamicAnchor anchor = AnchorOf(name);
            anchor.Locations.Add(location);
            if (anchor.IsUsed)
            {
                anchor.Nodes.Add(resource, NodeOf(location));
            }
        }
    }

    private DynamicAnchor AnchorOf(string name)
    {
        if (!_dynamicAnchors.TryGetValue(name, out DynamicAnchor? anchor))
        {
            _dynamicAnchors.Add(name, anchor = new DynamicAnchor());
        }

        return anchor;
    }

    private sealed class DynamicAnchor
    {
        public bool IsUsed { get; set; }

        public List<SchemaLocation> Locations { get; } = [];

        public Dictionary<SchemaResource, SchemaNode> Nodes { get; } = [];
    }
}
