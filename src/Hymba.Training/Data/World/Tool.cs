using System.Text;
using System.Text.Json;

namespace Hymba.Training.Data.World;

/// <summary>A tool as it is offered in one conversation: a concept with names and a schema. Immutable.</summary>
internal sealed class Tool
{
    private readonly string[] _names;
    private readonly string[] _types;
    private readonly bool _capitalMembers;

    private Tool(Draw draw, ToolConcept concept, string verb)
    {
        Concept = concept;
        ToolNaming naming = ToolNames.Style(draw);
        string name = ToolNames.Join([.. Verb(draw, verb), .. draw.Variant(concept.Noun).Split('_'), .. Invented(draw)], naming);
        Name = naming is ToolNaming.Plugin ? $"{Plugin(draw, concept)}{(draw.Chance(0.6) ? '_' : '-')}{name}" : name;
        _names = [.. concept.Parameters.Select(parameter => parameter.Name(draw, naming))];
        _types = [.. concept.Parameters.Select(parameter => draw.Variant(parameter.Type))];
        _capitalMembers = draw.Chance(0.3);
        Json = Parse(Definition(draw, naming));
    }

    public ToolConcept Concept { get; }

    public string Name { get; }

    /// <summary>The definition as the chat client offers it.</summary>
    public JsonElement Json { get; }

    /// <summary>Makes a tool for the concept; null where all its names belong to the other split.</summary>
    public static Tool? Create(Draw draw, ToolConcept concept)
    {
        string[] verbs = [.. concept.Verbs.Split('|').Where(verb => Draw.Owner($"{verb}_{concept.Noun}") == draw.Split)];
        return verbs.Length == 0 ? null : new Tool(draw, concept, draw.Pick(verbs));
    }

    /// <summary>The call for values as they were said; null for parameters that were not mentioned.</summary>
    public JsonElement Call(string?[] values)
    {
        List<string> arguments = [];
        for (int index = 0; index < values.Length; index++)
        {
            if (values[index] is string value)
            {
                arguments.Add($"{Quote(_names[index])}:{Literal(_types[index], value)}");
            }
        }

        return Parse($"{{\"name\":{Quote(Name)},\"arguments\":{{{string.Join(',', arguments)}}}}}");
    }

    // Names that nobody has seen are copied from the definition, not remembered.
    private static string[] Verb(Draw draw, string verb) => draw.Chance(0.25) ? [Names.Word(draw).ToLowerInvariant()] : verb.Split('_');

    private static string[] Invented(Draw draw) => draw.Chance(0.2) ? [Names.Word(draw).ToLowerInvariant()] : [];

    private static string Plugin(Draw draw, ToolConcept concept) => draw.Chance(0.2) ? Names.Word(draw) : draw.Variant(concept.Plugins);

    private static string Quote(string text) => $"\"{text}\"";

    private static JsonElement Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private string Literal(string type, string value) => type switch
    {
        "enum" => Quote(Member(value)),
        "string" => Quote(value),
        "switch" => value == "on" ? "true" : "false",
        _ => value,
    };

    private string Member(string value) => _capitalMembers ? Entity.Capital(value) : value;

    private string Definition(Draw draw, ToolNaming naming)
    {
        bool isDescribed = draw.Chance(0.5);
        var text = new StringBuilder();
        string description = draw.Below(10) switch { < 8 => Concept.Description + ".", 8 => Concept.Description, _ => "" };
        text.Append($"{{\"name\":{Quote(Name)},\"description\":{Quote(description)},\"parameters\":{{\"type\":\"object\"");
        if (naming is ToolNaming.Plugin && draw.Chance(0.3))
        {
            text.Append($",\"description\":{Quote(description)}");
        }

        text.Append(",\"properties\":{");
        for (int index = 0; index < _names.Length; index++)
        {
            text.Append(index == 0 ? "" : ",").Append(Quote(_names[index])).Append(':').Append(Property(draw, index, isDescribed));
        }

        var required = _names.Where((_, index) => Concept.Parameters[index].IsRequired).Select(Quote);
        return text.Append("},\"required\":[").AppendJoin(',', required).Append("]}}").ToString();
    }

    private string Property(Draw draw, int index, bool isDescribed)
    {
        ToolParameter parameter = Concept.Parameters[index];
        string type = _types[index] switch { "enum" => "string", "switch" => "boolean", string other => other };
        List<string> entries = [];
        if (isDescribed)
        {
            entries.Add($"\"description\":{Quote(parameter.Description)}");
        }

        int style = parameter.IsRequired ? 9 : draw.Below(10);
        entries.Add(style < 4 ? $"\"type\":[{Quote(type)},\"null\"]" : $"\"type\":{Quote(type)}");
        if (parameter.Members is not null)
        {
            entries.Add($"\"enum\":[{string.Join(',', parameter.Members.Select(member => Quote(Member(member))))}{(style < 4 ? ",null" : "")}]");
        }

        if (style < 4)
        {
            entries.Add("\"default\":null");
        }
        else if (style < 6 && parameter.Members is null)
        {
            entries.Add("\"default\":" + type switch { "string" => "\"\"", "boolean" => "false", _ => "0" });
        }

        return $"{{{string.Join(',', entries)}}}";
    }
}
