namespace Hymba.JsonSchema.Patterns;

/// <summary>A pattern cannot be compiled; it never leaves the library.</summary>
internal sealed class PatternException : Exception
{
    public PatternException(string message, bool isTooLarge = false)
        : base(message) => IsTooLarge = isTooLarge;

    /// <summary>Whether the pattern is fine but too large.</summary>
    public bool IsTooLarge { get; }
}
