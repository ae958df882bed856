namespace Hymba.JsonSchema.Documents;

/// <summary>Where schemas lie inside schemas, in any draft.</summary>
internal static class SubschemaKeywords
{
    private static readonly HashSet<string> One =
    [
        "additionalItems", "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not", "propertyNames", "then",
        "unevaluatedItems", "unevaluatedProperties",
    ];

    private static readonly HashSet<string> List = ["allOf", "anyOf", "items", "oneOf", "prefixItems"];

    private static readonly HashSet<string> Map = ["$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"];

    /// <summary>Whether the keyword's value, when it is no array, is a schema.</summary>
    public static bool HoldsOne(string keyword) => One.Contains(keyword);

    /// <summary>Whether the keyword's value, when it is an array, is a list of schemas.</summary>
    public static bool HoldsList(string keyword) => List.Contains(keyword);

    /// <summary>Whether the values of the keyword's properties are schemas.</summary>
    public static bool HoldsMap(string keyword) => Map.Contains(keyword);
}
