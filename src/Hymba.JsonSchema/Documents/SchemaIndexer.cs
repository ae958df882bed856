using System.Globalization;
using System.Text.Json;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Documents;

/// <summary>Finds the schemas of a document, and what they are called.</summary>
/// <param name="registry">Gets the resources, and knows the dialects.</param>
/// <param name="options">The limits.</param>
internal sealed class SchemaIndexer(SchemaRegistry registry, JsonSchemaOptions options)
{
    private int _keywords;

    /// <summary>Indexes a document.</summary>
    /// <param name="root">Its JSON.</param>
    /// <param name="name">What stands in front of pointers into it.</param>
    /// <param name="uri">Where it was registered; the base for its own <c>$id</c>.</param>
    public SchemaResource Index(JsonElement root, string name, UriReference uri)
    {
        var document = new SchemaDocument(root, name);
        Dialect dialect = root.ValueKind is JsonValueKind.Object ? registry.DialectOf(root, Dialect.Latest) : Dialect.Latest;
        var retrieved = new SchemaResource(uri, document, string.Empty, dialect);
        registry.Add(retrieved);
        Walk(root, string.Empty, string.Empty, retrieved, 0);
        return document.Locations[string.Empty].Resource;
    }

    /// <summary>Indexes a schema at a place where none was expected, which a pointer led to.</summary>
    public SchemaLocation IndexAt(JsonElement schema, string pointer, SchemaResource resource)
    {
        Walk(schema, pointer, string.Empty, resource, pointer.Count(c => c == '/'));
        return resource.Document.Locations[pointer];
    }

    private void Walk(JsonElement schema, string pointer, string keyword, SchemaResource resource, int depth)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            Count(1, pointer, resource);
            resource.Document.Locations.TryAdd(pointer, new SchemaLocation(schema, pointer, keyword, resource));
            return;
        }

        if (depth >= options.MaxSchemaDepth)
        {
            throw new JsonSchemaException(
                JsonSchemaProblem.SchemaTooDeep,
                $"The schema is nested more than {options.MaxSchemaDepth} deep, the deepest that it may be.",
                pointer,
                options.MaxSchemaDepth);
        }

        SchemaLocation location = Identify(schema, pointer, keyword, resource);
        if (!resource.Document.Locations.TryAdd(pointer, location))
        {
            return;
        }

        foreach (JsonProperty property in schema.EnumerateObject())
        {
            Count(1, pointer, resource);
            WalkKeyword(JsonText.Name(property), property.Value, pointer, location.Resource, depth + 1);
        }
    }

    private void WalkKeyword(string keyword, JsonElement value, string pointer, SchemaResource resource, int depth)
    {
        if (value.ValueKind is JsonValueKind.Array && SubschemaKeywords.HoldsList(keyword))
        {
            string list = JsonPointer.Append(pointer, keyword);
            foreach ((int index, JsonElement item) in value.EnumerateArray().Index())
            {
                Walk(item, JsonPointer.Append(list, index.ToString(CultureInfo.InvariantCulture)), keyword, resource, depth);
            }
        }
        else if (value.ValueKind is JsonValueKind.Object && SubschemaKeywords.HoldsMap(keyword))
        {
            string map = JsonPointer.Append(pointer, keyword);
            foreach (JsonProperty property in value.EnumerateObject())
            {
                Walk(property.Value, JsonPointer.Append(map, JsonText.Name(property)), keyword, resource, depth);
            }
        }
        else if (SubschemaKeywords.HoldsOne(keyword))
        {
            Walk(value, JsonPointer.Append(pointer, keyword), keyword, resource, depth);
        }
    }

    private SchemaLocation Identify(JsonElement schema, string pointer, string keyword, SchemaResource resource)
    {
        bool isNested = pointer.Length > 0;
        Dialect dialect = resource.Dialect;
        bool hidesSiblings = isNested && dialect.ReferenceStandsAlone && Text(schema, "$ref") is not null;
        if (hidesSiblings)
        {
            return new SchemaLocation(schema, pointer, keyword, resource);
        }

        string? anchor = null;
        if (Text(schema, dialect.IdKeyword) is string id)
        {
            dialect = isNested ? registry.DialectOf(schema, dialect) : dialect;
            UriReference uri = resource.Uri.Resolve(UriReference.Parse(id));
            anchor = dialect.ReferenceStandsAlone && !string.IsNullOrEmpty(uri.Fragment) ? uri.Fragment : null;
            uri = uri with { Fragment = null };
            if (uri != resource.Uri)
            {
                resource = new SchemaResource(uri, resource.Document, pointer, dialect);
                registry.Add(resource);
            }
        }

        var location = new SchemaLocation(schema, pointer, keyword, resource);
        AddAnchors(location, anchor);
        return location;
    }

    private static void AddAnchors(SchemaLocation location, string? idAnchor)
    {
        SchemaResource resource = location.Resource;
        if (idAnchor is not null)
        {
            resource.Anchors.TryAdd(idAnchor, location);
        }

        if (resource.Dialect.Draft < SchemaDraft.Draft201909)
        {
            return;
        }

        if (Text(location.Element, "$anchor") is string anchor)
        {
            resource.Anchors.TryAdd(anchor, location);
        }

        if (resource.Dialect.Draft == SchemaDraft.Draft202012 && Text(location.Element, "$dynamicAnchor") is string dynamic)
        {
            resource.Anchors.TryAdd(dynamic, location);
            resource.DynamicAnchors.TryAdd(dynamic, location);
        }

        if (resource.Dialect.Draft == SchemaDraft.Draft201909 && location.Pointer == resource.Pointer
            && JsonText.TryGet(location.Element, "$recursiveAnchor", out JsonElement recursive) && recursive.ValueKind is JsonValueKind.True)
        {
            resource.DynamicAnchors.TryAdd(SchemaResource.RecursiveAnchor, location);
        }
    }

    private static string? Text(JsonElement schema, string keyword)
        => JsonText.TryGet(schema, keyword, out JsonElement value) && value.ValueKind is JsonValueKind.String ? JsonText.Of(value) : null;

    private void Count(int keywords, string pointer, SchemaResource resource)
    {
        _keywords += keywords;
        if (_keywords > options.MaxSchemaKeywords)
        {
            throw new JsonSchemaException(
                JsonSchemaProblem.SchemaTooLarge,
                $"The schema and the documents that it refers to have more than {options.MaxSchemaKeywords} keywords, the most that they may have.",
                resource.Document.Name.Length == 0 ? pointer : $"{resource.Document.Name}#{pointer}",
                options.MaxSchemaKeywords);
        }
    }
}
