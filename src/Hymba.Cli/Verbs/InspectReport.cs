namespace Hymba.Cli.Verbs;

/// <summary>What <see cref="InspectVerb"/> finds; also the shape of its JSON.</summary>
/// <param name="Model">The directory.</param>
/// <param name="Parameters">Number of weights; a tied head counts once.</param>
/// <param name="WeightBytes">Their bytes as stored.</param>
/// <param name="StoredDtypes">The number types in the files.</param>
/// <param name="ContextTokens">The most tokens of prompt and reply together.</param>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="MemoryTokens">Learned tokens in front of every sequence.</param>
/// <param name="SlidingWindow">Tokens before itself that a windowed query sees.</param>
/// <param name="HasTokenizer">Whether the tokenizer's model file is there.</param>
/// <param name="Layers">The layers in order.</param>
/// <param name="CacheDtype">The number type that <paramref name="CacheBytes"/> is for.</param>
/// <param name="CacheBytes">Bytes of one sequence's state by its number of tokens.</param>
internal sealed record InspectReport(
    string Model,
    long Parameters,
    long WeightBytes,
    IReadOnlyList<string> StoredDtypes,
    int ContextTokens,
    int VocabularySize,
    int MemoryTokens,
    int SlidingWindow,
    bool HasTokenizer,
    IReadOnlyList<InspectedLayer> Layers,
    string CacheDtype,
    IReadOnlyDictionary<string, long> CacheBytes);
