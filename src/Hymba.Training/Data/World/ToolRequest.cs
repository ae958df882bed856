using System.Globalization;
using System.Text.Json;

namespace Hymba.Training.Data.World;

/// <summary>A request that a concept fits, with everything that follows from it.</summary>
internal sealed class ToolRequest
{
    private static readonly string[] Successes =
        ["ok", "done", "true", "success", "{\"ok\":true}", "{\"success\":true}", "{\"status\":\"ok\"}", "{\"done\":true}"];

    private static readonly string[] Failures =
        ["Error: Function failed.", "Error: the tool failed.", "Error: not found.", "{\"error\":\"not found\"}", "Error: no connection."];

    private readonly string?[] _values;
    private readonly ToolConcept _concept;

    public ToolRequest(Draw draw, ToolConcept concept, bool again = false)
    {
        _concept = concept;
        string? shortForm = again ? concept.Again : null;
        _values = [.. concept.Parameters.Select(parameter =>
            parameter.IsRequired || (shortForm is null && draw.Chance(0.35)) ? parameter.Value(draw) : null)];
        Text = Entity.Capital(Fill(shortForm ?? draw.Pick(concept.Requests), withOptional: true));
        if (draw.Chance(0.08))
        {
            ResultText = draw.Pick(Failures);
            Answer = Prompts.ToolFailed;
        }
        else if (concept.Result is null)
        {
            ResultText = draw.Pick(Successes);
            Answer = Fill(concept.Answer, withOptional: false);
        }
        else
        {
            string value = concept.Result(draw);
            Answer = Fill(concept.Answer, withOptional: false).Replace("{r}", value, StringComparison.Ordinal);
            (ResultText, Answer) = Shape(draw, value, Answer);
        }
    }

    /// <summary>What the user says.</summary>
    public string Text { get; }

    /// <summary>What the tool returns.</summary>
    public string ResultText { get; }

    /// <summary>The one final sentence.</summary>
    public string Answer { get; }

    public JsonElement Call(Tool tool) => tool.Call(_values);

    private (string Result, string Answer) Shape(Draw draw, string value, string answer)
    {
        string key = ToolNames.Join(_concept.Noun.Split('|')[0].Split('_'), ToolNaming.Camel);
        bool isNumber = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && value[^1] != '0' && value[0] != '0';
        string json = $"\"{key}\":{(isNumber ? value : $"\"{value}\"")}";
        string first = ToolNames.Join(_concept.Parameters[0].Names.Split('|')[0].Split('_'), ToolNaming.Camel);
        return draw.Below(20) switch
        {
            < 10 => (value, answer),
            < 13 => ($"{{{json}}}", answer),
            < 16 => ($"{{\"{first}\":\"{_values[0]}\",{json}}}", answer),

            // A tool that already says a sentence is quoted.
            < 18 => (answer, answer),
            _ => ($"It is {value}.", $"It is {value}."),
        };
    }

    private string Fill(string template, bool withOptional)
    {
        string text = template;
        for (int index = 0; index < _values.Length; index++)
        {
            ToolParameter parameter = _concept.Parameters[index];
            string said = parameter.Said is null ? _values[index]!
                : withOptional && _values[index] is string value ? parameter.Said.Replace("{v}", value, StringComparison.Ordinal) : "";
            text = text.Replace($"{{{index.ToString(CultureInfo.InvariantCulture)}}}", said, StringComparison.Ordinal);
        }

        return text;
    }
}
