namespace Hymba.JsonSchema.Formats;

/// <summary>Whether a string is of a format. Every check takes time linear in the string.</summary>
internal delegate bool FormatCheck(string text);
