using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>A token that its first characters give away.</summary>
/// <param name="Name">Name of the rule.</param>
/// <param name="Prefix">How it begins.</param>
/// <param name="Body">Characters of the rest.</param>
/// <param name="Shortest">Fewest characters of the rest.</param>
/// <param name="Longest">Most; where both are the same, no other length is one.</param>
internal sealed record TokenFormat(string Name, string Prefix, CharSet Body, int Shortest, int Longest)
{
    /// <summary>What is reported.</summary>
    public ScanRule Rule { get; } = SecretRules.Of(Name);

    /// <summary>Least entropy of the rest in bits per character. Default: 2.5, more than placeholders and words repeated.</summary>
    public double Entropy { get; init; } = 2.5;

    /// <summary>How it ends. Default: anyhow.</summary>
    public string Suffix { get; init; } = string.Empty;

    /// <summary>Whether the rest must hold a digit. Default: no.</summary>
    public bool NeedsDigit { get; init; }
}
