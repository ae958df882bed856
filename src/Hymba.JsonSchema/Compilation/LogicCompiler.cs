using System.Collections.Immutable;
using System.Text.Json;
using Hymba.JsonSchema.Nodes;

namespace Hymba.JsonSchema.Compilation;

/// <summary>The keywords whose subschemas judge the value itself.</summary>
internal static class LogicCompiler
{
    public static IEnumerable<Keyword> Compile(SchemaCompiler compiler, KeywordReader reader)
    {
        if (Branches(compiler, reader, "allOf") is ImmutableArray<SchemaNode> all)
        {
            yield return new AllOfKeyword(all);
        }

        if (Branches(compiler, reader, "anyOf") is ImmutableArray<SchemaNode> any)
        {
            yield return new AnyOfKeyword(any);
        }

        if (Branches(compiler, reader, "oneOf") is ImmutableArray<SchemaNode> one)
        {
            yield return new OneOfKeyword(one);
        }

        if (Child(compiler, reader, "not") is SchemaNode refused)
        {
            yield return new NotKeyword(refused);
        }

        if (Child(compiler, reader, "if") is SchemaNode condition)
        {
            yield return new IfKeyword(condition, Child(compiler, reader, "then"), Child(compiler, reader, "else"));
        }
    }

    private static ImmutableArray<SchemaNode>? Branches(SchemaCompiler compiler, KeywordReader reader, string keyword)
        => reader.TryGet(keyword, out JsonElement list) ? ArrayCompiler.List(compiler, reader, keyword, list) : null;

    private static SchemaNode? Child(SchemaCompiler compiler, KeywordReader reader, string keyword)
        => reader.TryGet(keyword, out _) ? compiler.Child(reader, keyword) : null;
}
