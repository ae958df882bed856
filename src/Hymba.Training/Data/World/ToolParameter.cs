namespace Hymba.Training.Data.World;

/// <summary>A parameter of a tool.</summary>
/// <param name="Names">Alternatives for its name, in words with underscores, separated by bars.</param>
/// <param name="Type">Its type in JSON; <c>enum</c> for a string out of <paramref name="Members"/>.</param>
/// <param name="Value">Draws a value, as it is said.</param>
/// <param name="Description">What it is.</param>
/// <param name="Said">How a request mentions it, with <c>{v}</c>; null where it is part of the request itself and so required.</param>
/// <param name="Members">The values of an enum.</param>
internal sealed record ToolParameter(
    string Names, string Type, Func<Draw, string> Value, string Description, string? Said = null, string[]? Members = null)
{
    public bool IsRequired => Said is null;

    public static ToolParameter OneOf(string names, string description, string[] members, string? said = null)
        => new(names, "enum", draw => draw.Pick(members), description, said, members);

    /// <summary>One of its names, in the style of the tool.</summary>
    public string Name(Draw draw, ToolNaming naming) => ToolNames.Join(draw.Variant(Names).Split('_'), naming is ToolNaming.Snake ? naming : ToolNaming.Camel);
}
