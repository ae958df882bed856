namespace Hymba.Validation.Patterns;

/// <summary>One instruction of a compiled pattern.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Set">Characters it consumes; null for the other kinds.</param>
/// <param name="Next">Where it goes on.</param>
/// <param name="Other">Second way on, of a fork.</param>
/// <param name="Pattern">Index of the pattern that ends here.</param>
internal sealed record PatternNode(PatternNodeKind Kind, CharacterSet? Set, int Next, int Other, int Pattern);
