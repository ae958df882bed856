using System.Text.Json;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Documents;

/// <summary>Finds out which dialect a schema is written in.</summary>
/// <param name="find">Gives the registered document of a URI, or null.</param>
internal sealed class DialectReader(Func<string, JsonElement?> find)
{
    private const int MostMetaschemas = 16;

    private static readonly Dictionary<string, SchemaDraft> Drafts = new(StringComparer.Ordinal)
    {
        ["json-schema.org/draft-03/schema"] = SchemaDraft.Draft04,
        ["json-schema.org/draft-04/schema"] = SchemaDraft.Draft04,
        ["json-schema.org/draft-06/schema"] = SchemaDraft.Draft06,
        ["json-schema.org/draft-07/schema"] = SchemaDraft.Draft07,
        ["json-schema.org/draft/2019-09/schema"] = SchemaDraft.Draft201909,
        ["json-schema.org/draft/2020-12/schema"] = SchemaDraft.Draft202012,
    };

    private static readonly Dictionary<string, Vocabularies> Known = new(StringComparer.Ordinal)
    {
        ["core"] = Vocabularies.Core,
        ["applicator"] = Vocabularies.Applicator,
        ["unevaluated"] = Vocabularies.Unevaluated,
        ["validation"] = Vocabularies.Validation,
        ["format"] = Vocabularies.Format,
        ["format-annotation"] = Vocabularies.Format,
        ["format-assertion"] = Vocabularies.Format | Vocabularies.FormatAssertion,
        ["meta-data"] = Vocabularies.Annotation,
        ["content"] = Vocabularies.Annotation,
    };

    /// <summary>The dialect that <c>$schema</c> names; the inherited one where it is absent or names a metaschema that nobody registered.</summary>
    public Dialect Read(JsonElement schema, Dialect inherited) => Read(schema, inherited, MostMetaschemas);

    private Dialect Read(JsonElement schema, Dialect inherited, int left)
    {
        if (!JsonText.TryGet(schema, "$schema", out JsonElement value) || value.ValueKind is not JsonValueKind.String)
        {
            return inherited;
        }

        string uri = JsonText.Of(value).TrimEnd('#');
        int scheme = uri.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && Drafts.TryGetValue(uri[(scheme + 3)..], out SchemaDraft draft))
        {
            // 2019-09 keeps unevaluated* in its applicator vocabulary; the earlier drafts lack them by their keyword's age.
            return new Dialect(draft, Vocabularies.Usual);
        }

        return left > 0 && find(uri) is JsonElement { ValueKind: JsonValueKind.Object } metaschema ? OfMetaschema(metaschema, uri, left - 1) : inherited;
    }

    private Dialect OfMetaschema(JsonElement metaschema, string uri, int left)
    {
        Dialect dialect = Read(metaschema, Dialect.Latest, left);
        if (!JsonText.TryGet(metaschema, "$vocabulary", out JsonElement listed) || listed.ValueKind is not JsonValueKind.Object)
        {
            return dialect;
        }

        var vocabularies = Vocabularies.Core;
        foreach (JsonProperty entry in listed.EnumerateObject())
        {
            string name = JsonText.Name(entry);
            bool isOfDraft = name.Contains("json-schema.org/draft/20", StringComparison.Ordinal);
            if (isOfDraft && Known.TryGetValue(name[(name.LastIndexOf('/') + 1)..], out Vocabularies known))
            {
                bool isOldApplicator = known == Vocabularies.Applicator && dialect.Draft == SchemaDraft.Draft201909;
                vocabularies |= isOldApplicator ? known | Vocabularies.Unevaluated : known;
            }
            else if (entry.Value.ValueKind is JsonValueKind.True)
            {
                throw new JsonSchemaException(
                    JsonSchemaProblem.UnknownVocabulary, $"The metaschema \"{uri}\" requires the vocabulary \"{name}\", which is not known here.", "/$schema");
            }
        }

        return dialect with { Vocabularies = vocabularies };
    }
}
