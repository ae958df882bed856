namespace Hymba.Inference.Text;

/// <summary>A text as token ids, with the places that were asked for as token positions. Immutable.</summary>
/// <param name="Ids">The token ids, the same as from encoding the text without asking for places.</param>
/// <param name="Positions">
/// Ascending: for each asked offset that lies between two tokens, how many tokens come before it. Offsets inside a token are left out.
/// </param>
public sealed record EncodedText(IReadOnlyList<int> Ids, IReadOnlyList<int> Positions);
