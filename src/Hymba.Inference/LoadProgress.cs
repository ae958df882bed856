namespace Hymba.Inference;

/// <summary>How far loading has come.</summary>
/// <param name="BytesRead">Bytes of weights read so far.</param>
/// <param name="TotalBytes">Bytes of weights in the checkpoint.</param>
public readonly record struct LoadProgress(long BytesRead, long TotalBytes);
