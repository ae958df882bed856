namespace Hymba.JsonSchema.Documents;

/// <summary>Which keywords a schema resource has, and what they mean.</summary>
/// <param name="Draft">The draft that defines them.</param>
/// <param name="Vocabularies">Those of its vocabularies that are in use.</param>
internal sealed record Dialect(SchemaDraft Draft, Vocabularies Vocabularies)
{
    private static readonly Dictionary<string, (SchemaDraft Since, Vocabularies Vocabulary)> Keywords = new(StringComparer.Ordinal)
    {
        ["$ref"] = (SchemaDraft.Draft04, Vocabularies.Core),
        ["$dynamicRef"] = (SchemaDraft.Draft202012, Vocabularies.Core),
        ["$recursiveRef"] = (SchemaDraft.Draft201909, Vocabularies.Core),
        ["type"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["enum"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["const"] = (SchemaDraft.Draft06, Vocabularies.Validation),
        ["multipleOf"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["maximum"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["exclusiveMaximum"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["minimum"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["exclusiveMinimum"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["maxLength"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["minLength"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["pattern"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["maxItems"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["minItems"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["uniqueItems"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["maxContains"] = (SchemaDraft.Draft201909, Vocabularies.Validation),
        ["minContains"] = (SchemaDraft.Draft201909, Vocabularies.Validation),
        ["maxProperties"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["minProperties"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["required"] = (SchemaDraft.Draft04, Vocabularies.Validation),
        ["dependentRequired"] = (SchemaDraft.Draft201909, Vocabularies.Validation),
        ["format"] = (SchemaDraft.Draft04, Vocabularies.Format),
        ["prefixItems"] = (SchemaDraft.Draft202012, Vocabularies.Applicator),
        ["items"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["additionalItems"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["contains"] = (SchemaDraft.Draft06, Vocabularies.Applicator),
        ["properties"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["patternProperties"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["additionalProperties"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["propertyNames"] = (SchemaDraft.Draft06, Vocabularies.Applicator),
        ["dependencies"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["dependentSchemas"] = (SchemaDraft.Draft201909, Vocabularies.Applicator),
        ["allOf"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["anyOf"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["oneOf"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["not"] = (SchemaDraft.Draft04, Vocabularies.Applicator),
        ["if"] = (SchemaDraft.Draft07, Vocabularies.Applicator),
        ["then"] = (SchemaDraft.Draft07, Vocabularies.Applicator),
        ["else"] = (SchemaDraft.Draft07, Vocabularies.Applicator),
        ["unevaluatedItems"] = (SchemaDraft.Draft201909, Vocabularies.Unevaluated),
        ["unevaluatedProperties"] = (SchemaDraft.Draft201909, Vocabularies.Unevaluated),
    };

    /// <summary>Draft 2020-12 with the vocabularies of its metaschema.</summary>
    public static Dialect Latest { get; } = new(SchemaDraft.Draft202012, Vocabularies.Usual);

    /// <summary>The keyword that gives a schema its URI.</summary>
    public string IdKeyword => Draft == SchemaDraft.Draft04 ? "id" : "$id";

    /// <summary>Whether a schema with <c>$ref</c> is that reference alone.</summary>
    public bool ReferenceStandsAlone => Draft <= SchemaDraft.Draft07;

    /// <summary>Whether a keyword means something here; all others are annotations.</summary>
    public bool Has(string keyword)
        => Keywords.TryGetValue(keyword, out (SchemaDraft Since, Vocabularies Vocabulary) entry)
            && Draft >= entry.Since && (Vocabularies & entry.Vocabulary) == entry.Vocabulary
            && (keyword != "$recursiveRef" || Draft == SchemaDraft.Draft201909);
}
