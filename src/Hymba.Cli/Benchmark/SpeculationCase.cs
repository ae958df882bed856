using System.Text.Json.Serialization;

namespace Hymba.Cli.Benchmark;

/// <summary>What speculation does for one kind of text; also a part of the JSON. Speeds are medians over the runs, which alternate.</summary>
/// <param name="Text">The kind of text.</param>
/// <param name="PlainTokensPerSecond">Decoding without speculation.</param>
/// <param name="SpeculativeTokensPerSecond">Decoding with it.</param>
/// <param name="Speedup">Median of the second by the first, pair by pair.</param>
/// <param name="AcceptedShare">Drafted tokens that were accepted; null where none were drafted.</param>
/// <param name="TokensPerPass">Tokens of a forward pass, 1 without drafts.</param>
/// <param name="DraftedTokens">Tokens drafted in a run.</param>
internal sealed record SpeculationCase(
    string Text,
    [property: JsonPropertyName("plain_tok_s")] double PlainTokensPerSecond,
    [property: JsonPropertyName("speculative_tok_s")] double SpeculativeTokensPerSecond,
    double Speedup,
    double? AcceptedShare,
    double TokensPerPass,
    int DraftedTokens);
