namespace Hymba.JsonSchema.Patterns;

/// <summary>Places in a text that a pattern can ask for.</summary>
internal enum PatternPlace
{
    Start,
    End,
    WordBorder,
    NoWordBorder,
}
