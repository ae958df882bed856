namespace Hymba.JsonSchema.Patterns;

/// <summary>What a state of a program does.</summary>
internal enum PatternOperation
{
    /// <summary>Takes a code point of a set, and goes on with the next state.</summary>
    Take,

    /// <summary>Goes on with two states.</summary>
    Split,

    /// <summary>Goes on with another state.</summary>
    Jump,

    /// <summary>Goes on at a place only.</summary>
    Place,

    /// <summary>Goes on where a look-around holds.</summary>
    Look,

    /// <summary>Everything was found.</summary>
    Match,
}

/// <summary>One state.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Set">What it takes.</param>
/// <param name="First">The state it goes on with; for a place which, for a look-around its number.</param>
/// <param name="Second">The other state of a split; for a look-around 1 where it must not hold.</param>
internal readonly record struct PatternState(PatternOperation Operation, CodePointSet? Set, int First, int Second);

/// <summary>A pattern as states, for one direction of reading.</summary>
/// <param name="States">The states; it begins with the first.</param>
/// <param name="ReadsBackwards">Whether the text is read from its end.</param>
/// <param name="IsAnchored">Whether it can only begin where reading begins.</param>
internal sealed record PatternProgram(PatternState[] States, bool ReadsBackwards, bool IsAnchored);
