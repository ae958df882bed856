namespace Hymba.Validation.Patterns;

/// <summary>A match of a <see cref="PatternSet"/>.</summary>
/// <param name="Pattern">Index of the pattern.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">Unit behind the last.</param>
internal readonly record struct PatternMatch(int Pattern, int Start, int End);
