using System.Globalization;
using System.Text.Json;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Documents;

/// <summary>All schemas that references may lead to: the compiled document, the registered ones, and the bundled metaschemas.</summary>
internal sealed class SchemaRegistry
{
    // A base for schemas without a URI, so that their relative references still mean something.
    private static readonly UriReference NoUri = UriReference.Parse("schema:///");

    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _registered = new(StringComparer.Ordinal);
    private readonly SchemaIndexer _indexer;
    private readonly DialectReader _dialects;

    public SchemaRegistry(JsonSchemaOptions options)
    {
        foreach ((string uri, JsonElement document) in options.Documents)
        {
            _registered.TryAdd(WithoutFragment(uri), document);
        }

        _indexer = new SchemaIndexer(this, options);
        _dialects = new DialectReader(Find);
    }

    /// <summary>Indexes the document that is compiled.</summary>
    public SchemaLocation AddRoot(JsonElement schema)
    {
        SchemaResource resource = _indexer.Index(schema, string.Empty, NoUri);
        return resource.Document.Locations[string.Empty];
    }

    /// <summary>Makes a resource known; of two with the same URI the first stays.</summary>
    public void Add(SchemaResource resource) => _resources.TryAdd(resource.Uri.ToString(), resource);

    /// <summary>The dialect that a schema's <c>$schema</c> names.</summary>
    /// <param name="schema">An object.</param>
    /// <param name="inherited">What holds without <c>$schema</c>.</param>
    public Dialect DialectOf(JsonElement schema, Dialect inherited) => _dialects.Read(schema, inherited);

    /// <summary>Finds what a reference leads to.</summary>
    /// <param name="reference">The value of <c>$ref</c> and its like.</param>
    /// <param name="source">The schema that holds it.</param>
    /// <param name="keyword">The keyword that holds it.</param>
    /// <exception cref="JsonSchemaException">Nothing is there.</exception>
    public SchemaLocation Resolve(string reference, SchemaLocation source, string keyword)
    {
        UriReference uri = source.Resource.Uri.Resolve(UriReference.Parse(reference));
        string fragment = JsonPointer.Unescape(uri.Fragment ?? string.Empty);
        UriReference target = uri with { Fragment = null };
        SchemaResource? resource = target == source.Resource.Uri ? source.Resource : FindResource(target.ToString());
        SchemaLocation? location = resource is null ? null
            : fragment.Length == 0 ? resource.Document.Locations.GetValueOrDefault(resource.Pointer)
            : fragment[0] == '/' ? AtPointer(resource, fragment)
            : resource.Anchors.GetValueOrDefault(fragment);
        return location ?? throw new JsonSchemaException(
            JsonSchemaProblem.UnresolvedReference,
            $"{keyword} \"{reference}\" leads to no schema: \"{uri}\" is neither in this document nor among the registered ones, and nothing is fetched.",
            source.At(keyword));
    }

    private static string WithoutFragment(string uri) => (UriReference.Parse(uri) with { Fragment = null }).ToString();

    private JsonElement? Find(string uri)
        => _registered.TryGetValue(uri, out JsonElement registered) && registered.ValueKind is not JsonValueKind.Undefined ? registered.Clone() : null;

    private SchemaResource? FindResource(string uri)
    {
        if (_resources.TryGetValue(uri, out SchemaResource? known))
        {
            return known;
        }

        JsonElement? document = Find(uri) ?? Metaschemas.Find(uri);
        if (document is null)
        {
            return null;
        }

        _indexer.Index(document.Value, uri, UriReference.Parse(uri));
        SchemaResource retrieved = _resources[uri];
        return retrieved.Document.Locations[string.Empty].Resource;
    }

    private SchemaLocation? AtPointer(SchemaResource resource, string fragment)
    {
        SchemaDocument document = resource.Document;
        string pointer = resource.Pointer;
        if (!document.Locations.TryGetValue(pointer, out SchemaLocation? start))
        {
            return null;
        }

        JsonElement element = start.Element;
        SchemaResource nearest = resource;
        foreach (string token in JsonPointer.Tokens(fragment))
        {
            if (Step(element, token) is not JsonElement next)
            {
                return null;
            }

            element = next;
            pointer = JsonPointer.Append(pointer, token);
            nearest = document.Locations.TryGetValue(pointer, out SchemaLocation? passed) ? passed.Resource : nearest;
        }

        return document.Locations.TryGetValue(pointer, out SchemaLocation? known) ? known : _indexer.IndexAt(element, pointer, nearest);
    }

    private static JsonElement? Step(JsonElement element, string token)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            return JsonText.TryGet(element, token, out JsonElement property) ? property : null;
        }

        bool isIndex = element.ValueKind is JsonValueKind.Array && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < element.GetArrayLength();
        return isIndex ? element[int.Parse(token, CultureInfo.InvariantCulture)] : null;
    }
}
