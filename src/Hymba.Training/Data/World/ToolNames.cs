namespace Hymba.Training.Data.World;

/// <summary>Names of tools from words.</summary>
internal static class ToolNames
{
    public static string Join(string[] words, ToolNaming naming) => naming switch
    {
        ToolNaming.Snake => string.Join('_', words),
        ToolNaming.Camel => words[0] + string.Concat(words.Skip(1).Select(Entity.Capital)),
        _ => string.Concat(words.Select(Entity.Capital)),
    };

    public static ToolNaming Style(Draw draw) => draw.Below(10) switch
    {
        < 4 => ToolNaming.Snake,
        < 6 => ToolNaming.Plugin,
        < 9 => ToolNaming.Pascal,
        _ => ToolNaming.Camel,
    };
}
