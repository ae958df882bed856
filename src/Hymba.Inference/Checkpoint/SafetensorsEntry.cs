namespace Hymba.Inference.Checkpoint;

/// <summary>Where one tensor lies in a safetensors file: little-endian elements, last dimension fastest.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Dtype">Type of its elements.</param>
/// <param name="Shape">Its dimensions, outermost first; empty for a scalar. Not to be changed.</param>
/// <param name="Offset">First byte, counted from the start of the file.</param>
/// <param name="ByteLength">Bytes of all elements.</param>
internal sealed record SafetensorsEntry(string Name, SafetensorsDtype Dtype, long[] Shape, long Offset, long ByteLength)
{
    /// <summary>Number of elements.</summary>
    public long ElementCount => ByteLength / Dtype.ByteSize();
}
