using System.Text.Json.Serialization;

namespace Hymba.Cli.Verbs;

/// <summary>Seconds of loading the model, of computing the prompt and its first token, and of all later tokens.</summary>
internal sealed record GenerateTimings(
    [property: JsonPropertyName("load_s")] double Load,
    [property: JsonPropertyName("prefill_s")] double Prefill,
    [property: JsonPropertyName("decode_s")] double Decode);
