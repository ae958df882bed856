using System.Text.Json.Serialization;

namespace Hymba.Cli.Benchmark;

/// <summary>What a benchmark found, medians over its runs; also the shape of the JSON. GB are 10^9 bytes.</summary>
/// <param name="PrefillTokensPerSecond">Prompt tokens by the time to the first token.</param>
/// <param name="DecodeTokensPerSecond">Tokens after the first by their time.</param>
/// <param name="DecodeBytesPerToken">Weights and state that one decoded token reads.</param>
/// <param name="DecodeGigabytesPerSecond">The speed of that reading.</param>
/// <param name="MemoryReadGigabytesPerSecond">How fast the machine reads memory; null where the model does not run on the CPU.</param>
/// <param name="DecodeLimitTokensPerSecond">Tokens that reading at that speed would allow; null where the model does not run on the CPU.</param>
/// <param name="DecodeShareOfLimit">Median over the runs of decode's reading by the memory's, measured right after each.</param>
/// <param name="LoadSeconds">Time to load the model.</param>
/// <param name="PeakResidentBytes">The most memory that the process held while it loaded and ran the model; null where unknown.</param>
/// <param name="PromptTokens">Tokens of the prompt.</param>
/// <param name="ContextTokens">Tokens in front of the generated ones.</param>
/// <param name="NewTokens">Tokens generated in each run.</param>
/// <param name="Repeat">Measured runs.</param>
/// <param name="Threads">CPU threads.</param>
/// <param name="Device">Where the model ran.</param>
/// <param name="DataType">Number type of the matrices.</param>
internal sealed record BenchmarkReport(
    [property: JsonPropertyName("prefill_tok_s")] double PrefillTokensPerSecond,
    [property: JsonPropertyName("decode_tok_s")] double DecodeTokensPerSecond,
    [property: JsonPropertyName("decode_bytes_per_token")] long DecodeBytesPerToken,
    [property: JsonPropertyName("decode_gb_s")] double DecodeGigabytesPerSecond,
    [property: JsonPropertyName("memory_read_gb_s")] double? MemoryReadGigabytesPerSecond,
    [property: JsonPropertyName("decode_limit_tok_s")] double? DecodeLimitTokensPerSecond,
    [property: JsonPropertyName("decode_share_of_limit")] double? DecodeShareOfLimit,
    [property: JsonPropertyName("load_s")] double LoadSeconds,
    [property: JsonPropertyName("peak_rss_bytes")] long? PeakResidentBytes,
    int PromptTokens,
    int ContextTokens,
    int NewTokens,
    int Repeat,
    int Threads,
    string Device,
    [property: JsonPropertyName("dtype")] string DataType);
