namespace Hymba.Inference.Text;

/// <summary>The text of a prompt. Immutable.</summary>
/// <param name="Text">The text, to be encoded without the token that starts a text.</param>
/// <param name="SnapshotOffsets">
/// Ascending UTF-16 offsets into <paramref name="Text"/> where other prompts of the same conversation are likely to agree up to: the
/// end of the system block, before the first turn, and the place behind each header of a reply, the one that is asked for included.
/// </param>
public sealed record RenderedPrompt(string Text, IReadOnlyList<int> SnapshotOffsets);
