namespace Hymba.Validation.Streaming;

/// <summary>How far a step of a scan came. Indices count from the window's beginning.</summary>
/// <param name="Open">Where the open part begins; the text's length if there is none or the text has ended.</param>
/// <param name="Restart">Where the window of the next step must begin: what it looks at in front of the open part.</param>
/// <param name="Memory">Handed to the next step; immutable; its indices count from <paramref name="Restart"/>. Null for nothing.</param>
internal readonly record struct ScanProgress(int Open, int Restart, object? Memory);
