using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Hymba.JsonSchema.Documents;
using Hymba.JsonSchema.Nodes;

namespace Hymba.JsonSchema.Compilation;

/// <summary>The keywords whose subschemas judge items.</summary>
internal static class ArrayCompiler
{
    public static IEnumerable<Keyword> Compile(SchemaCompiler compiler, KeywordReader reader)
    {
        bool hasPrefix = reader.TryGet("prefixItems", out JsonElement prefix), hasItems = reader.TryGet("items", out JsonElement items);
        if (hasItems && items.ValueKind is JsonValueKind.Array && !hasPrefix)
        {
            // Up to draft 2019-09 a list stands under items, and additionalItems judges the rest.
            bool hasRest = reader.TryGet("additionalItems", out _);
            yield return new ItemsKeyword(List(compiler, reader, "items", items), hasRest ? compiler.Child(reader, "additionalItems") : null);
        }
        else if (hasPrefix || hasItems)
        {
            if (items.ValueKind is JsonValueKind.Array)
            {
                throw reader.Invalid("items", items, "beside prefixItems a schema is needed");
            }

            yield return new ItemsKeyword(hasPrefix ? List(compiler, reader, "prefixItems", prefix) : [], hasItems ? compiler.Child(reader, "items") : null);
        }

        if (reader.TryGet("contains", out _))
        {
            bool marks = reader.Dialect.Draft == SchemaDraft.Draft202012;
            yield return new ContainsKeyword(compiler.Child(reader, "contains"), reader.Count("minContains") ?? 1, reader.Count("maxContains"), marks);
        }
    }

    public static IEnumerable<Keyword> CompileUnevaluated(SchemaCompiler compiler, KeywordReader reader)
        => reader.TryGet("unevaluatedItems", out _) ? [new UnevaluatedItemsKeyword(compiler.Child(reader, "unevaluatedItems"))] : [];

    /// <summary>The schemas of a list.</summary>
    public static ImmutableArray<SchemaNode> List(SchemaCompiler compiler, KeywordReader reader, string keyword, JsonElement list)
        => [.. reader.List(keyword, list).Select((_, index) => compiler.Child(reader, keyword, index.ToString(CultureInfo.InvariantCulture)))];
}
