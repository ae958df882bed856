namespace Hymba.Validation.Patterns;

/// <summary>A pattern uses something that <see cref="PatternSet"/> does not know, or is malformed.</summary>
internal sealed class PatternSyntaxException(string pattern, int position, string reason)
    : ArgumentException($"Pattern '{pattern}', position {position}: {reason}.");
