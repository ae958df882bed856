namespace Hymba.Validation.Urls;

/// <summary>A URL in a text.</summary>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">Unit behind the last, without trailing punctuation.</param>
/// <param name="RawEnd">The same with the punctuation that was trimmed.</param>
/// <param name="HasScheme">It begins with a scheme; otherwise it is a bare host, perhaps with a path.</param>
/// <param name="IsCut">Tabs or breaks of lines stand inside, which change where it leads.</param>
internal readonly record struct DetectedUrl(int Start, int End, int RawEnd, bool HasScheme, bool IsCut = false);
