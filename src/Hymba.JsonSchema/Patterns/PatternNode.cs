using System.Collections.Immutable;

namespace Hymba.JsonSchema.Patterns;

/// <summary>A regular expression as a tree.</summary>
internal abstract record PatternNode;

/// <summary>One code point of a set.</summary>
internal sealed record SetNode(CodePointSet Set) : PatternNode;

/// <summary>One after the other; none is the empty text.</summary>
internal sealed record SequenceNode(ImmutableArray<PatternNode> Parts) : PatternNode;

/// <summary>One of several.</summary>
internal sealed record ChoiceNode(ImmutableArray<PatternNode> Branches) : PatternNode;

/// <summary>The same several times. Greedy and lazy are alike: only whether something matches is asked.</summary>
/// <param name="Body">What is repeated.</param>
/// <param name="Least">The fewest times.</param>
/// <param name="Most">The most times, or null.</param>
internal sealed record RepeatNode(PatternNode Body, int Least, int? Most) : PatternNode;

/// <summary>A place in the text.</summary>
internal sealed record PlaceNode(PatternPlace Place) : PatternNode;

/// <summary>What follows or precedes, without taking it.</summary>
/// <param name="Body">What is looked for.</param>
/// <param name="IsBehind">Whether it lies before the place.</param>
/// <param name="IsNegative">Whether it must not be there.</param>
internal sealed record LookNode(PatternNode Body, bool IsBehind, bool IsNegative) : PatternNode;
