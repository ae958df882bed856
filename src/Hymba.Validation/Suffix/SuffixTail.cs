namespace Hymba.Validation.Suffix;

/// <summary>An ending of a text.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">The unit behind the last.</param>
/// <param name="Score">How much it looks like an adversarial suffix; see <see cref="SuffixTails.Threshold"/>.</param>
internal readonly record struct SuffixTail(int Start, int End, double Score);
