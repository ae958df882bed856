namespace Hymba.Training.Data.World;

/// <summary>Something that a tool can do. Names, schema and wording are drawn anew for every example.</summary>
/// <param name="Verbs">Alternatives for the verb of the name, separated by bars.</param>
/// <param name="Noun">The noun of the name, words joined by underscores.</param>
/// <param name="Plugins">Alternatives for the plugin.</param>
/// <param name="Description">What the tool does.</param>
/// <param name="Parameters">The parameters; in the requests <c>{0}</c> is the first one's value.</param>
/// <param name="Requests">What a user says.</param>
/// <param name="Answer">The final sentence; <c>{r}</c> is the result's value, where there is one.</param>
/// <param name="Result">Draws the result; null for tools that only do something.</param>
internal sealed record ToolConcept(
    string Verbs, string Noun, string Plugins, string Description, ToolParameter[] Parameters, string[] Requests, string Answer, Func<Draw, string>? Result)
{
    /// <summary>How the same is asked for another thing right after; null where there is no short way.</summary>
    public string? Again { get; init; }

    /// <summary>Equal for concepts that one request could mean.</summary>
    public string Key { get; } = Parameters.Length == 1 && Result is null ? $"{Verbs} {Noun}" : Noun;

    /// <summary>The noun as it is said.</summary>
    public string Spoken { get; } = Noun.Replace('_', ' ');
}
