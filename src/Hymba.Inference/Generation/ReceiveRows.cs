namespace Hymba.Inference.Generation;

/// <summary>Receives logits while they are computed; the span is valid during the call only.</summary>
/// <param name="firstPosition">Index in the sequence of the first row.</param>
/// <param name="rows">Rows of V float32 logits, one after another.</param>
public delegate void ReceiveRows(int firstPosition, ReadOnlySpan<float> rows);
