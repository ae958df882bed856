namespace Hymba.Nano;

/// <summary>One file of an embedded model.</summary>
/// <param name="Name">Its name in the checkpoint's directory.</param>
/// <param name="Open">Opens the content, from its beginning; the caller disposes it.</param>
internal sealed record ModelFile(string Name, Func<Stream> Open);
