using System.Text.Json;
using System.Text.Json.Serialization;
using Hymba.Validation;

namespace Hymba.Cli.Validating;

/// <summary>One finding.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Category">Its group.</param>
/// <param name="Type">Type of the entity.</param>
/// <param name="Start">First UTF-16 unit, before redaction.</param>
/// <param name="End">UTF-16 unit behind the last.</param>
/// <param name="Action">What was done.</param>
/// <param name="Confidence">0 to 1.</param>
internal sealed record FindingReport(string Rule, string Category, string Type, int Start, int End, string Action, double Confidence)
{
    /// <summary>Index of the call that it is about; null for the text or a result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Call { get; init; }

    /// <summary>Index of the result that it is about; null for the text or a call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Result { get; init; }

    /// <summary>The report of a finding.</summary>
    public static FindingReport Of(JudgedFinding judged) => new(
        judged.Finding.Rule, judged.Finding.Category, judged.Finding.Type, judged.Finding.Start, judged.Finding.End, Name(judged.Action),
        judged.Finding.Confidence);

    /// <summary>The name of an action or a decision.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum
        => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
