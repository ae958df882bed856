namespace Hymba.Inference.Checkpoint;

/// <summary>A tensor that is to be written: its name, element type and dimensions, outermost first.</summary>
internal sealed record SafetensorsTensor(string Name, SafetensorsDtype Dtype, long[] Shape)
{
    /// <summary>Bytes of all elements.</summary>
    /// <exception cref="OverflowException">The product exceeds 64 bits.</exception>
    public long ByteLength => Shape.Aggregate((long)Dtype.ByteSize(), (bytes, size) => checked(bytes * size));
}
