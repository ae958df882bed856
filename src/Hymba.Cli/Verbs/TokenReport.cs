using System.Text.Json.Serialization;

namespace Hymba.Cli.Verbs;

/// <summary>A token, its natural log-probability and, for a chosen one, those of the most probable tokens.</summary>
internal sealed record TokenReport(
    int Id,
    [property: JsonPropertyName("logprob")] float? LogProbability,
    [property: JsonPropertyName("top"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<TokenReport>? Top);
