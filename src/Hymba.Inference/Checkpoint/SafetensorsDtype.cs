namespace Hymba.Inference.Checkpoint;

/// <summary>The number types of the safetensors format whose elements fill whole bytes.</summary>
internal enum SafetensorsDtype
{
    Bool,
    U8,
    I8,
    F8E4M3,
    F8E5M2,
    F8E8M0,
    I16,
    U16,
    F16,
    BF16,
    I32,
    U32,
    F32,
    I64,
    U64,
    F64,
    C64,
}
