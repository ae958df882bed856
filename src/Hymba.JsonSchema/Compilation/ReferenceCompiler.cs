using Hymba.JsonSchema.Documents;
using Hymba.JsonSchema.Nodes;

namespace Hymba.JsonSchema.Compilation;

/// <summary>The keywords that apply a schema from elsewhere.</summary>
internal static class ReferenceCompiler
{
    public static IEnumerable<Keyword> Compile(SchemaCompiler compiler, KeywordReader reader)
    {
        if (reader.Text("$ref") is string reference)
        {
            yield return new ReferenceKeyword("$ref", compiler.Target(reader, "$ref", reference).Node);
        }

        if (reader.Text("$dynamicRef") is string dynamic)
        {
            string anchor = JsonPointer.Unescape(UriReference.Parse(dynamic).Fragment ?? string.Empty);
            yield return Dynamic(compiler, reader, "$dynamicRef", dynamic, anchor);
        }

        if (reader.Text("$recursiveRef") is string recursive)
        {
            yield return Dynamic(compiler, reader, "$recursiveRef", recursive, SchemaResource.RecursiveAnchor);
        }
    }

    private static Keyword Dynamic(SchemaCompiler compiler, KeywordReader reader, string keyword, string reference, string anchor)
    {
        (SchemaNode node, SchemaLocation location) = compiler.Target(reader, keyword, reference);

        // Only a reference whose own target is a dynamic anchor looks further out.
        bool isDynamic = location.Resource.DynamicAnchors.TryGetValue(anchor, out SchemaLocation? target) && target.Pointer == location.Pointer;
        return isDynamic ? new DynamicReferenceKeyword(keyword, node, anchor, compiler.DynamicAnchors(anchor)) : new ReferenceKeyword(keyword, node);
    }
}
