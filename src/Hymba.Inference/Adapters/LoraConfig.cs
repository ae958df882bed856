namespace Hymba.Inference.Adapters;

/// <summary>What an adapter's <c>adapter_config.json</c> says about its arithmetic. Immutable.</summary>
/// <param name="Rank">r, at least 1.</param>
/// <param name="Alpha">The update is alpha / r times B times A.</param>
/// <param name="TargetModules">PEFT's names of the adapted modules; null where the file has a pattern instead of a list.</param>
/// <param name="BaseModel">The model it was trained on, as its maker wrote it; may be null.</param>
internal sealed record LoraConfig(int Rank, double Alpha, IReadOnlyList<string>? TargetModules, string? BaseModel)
{
    /// <summary>The largest rank that is read or trained; beyond any matrix of a Hymba model.</summary>
    public const int MaxRank = 1 << 16;

    /// <summary>Factor of B times A.</summary>
    public double Scale => Alpha / Rank;
}
