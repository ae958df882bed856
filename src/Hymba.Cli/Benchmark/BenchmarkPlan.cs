namespace Hymba.Cli.Benchmark;

/// <summary>How much is measured.</summary>
/// <param name="PromptTokens">Tokens of the prompt, at least 1.</param>
/// <param name="ContextTokens">Tokens in front of those that are generated, at least 1; where it is not <paramref name="PromptTokens"/>, decoding has runs of its own.</param>
/// <param name="NewTokens">Tokens generated, at least 2.</param>
/// <param name="Repeat">Measured runs, at least 1.</param>
internal sealed record BenchmarkPlan(int PromptTokens, int ContextTokens, int NewTokens, int Repeat);
