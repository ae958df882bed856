namespace Hymba.Cli;

/// <summary>The options do not make sense together; found after parsing and before any work.</summary>
internal sealed class UsageException(IReadOnlyList<string> errors) : Exception(string.Join(' ', errors));
