using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>What the public number types mean inside.</summary>
internal static class DataTypes
{
    /// <summary>Whether the large matrices are small integers.</summary>
    public static bool IsQuantized(this HymbaDataType type) => type is HymbaDataType.Int8 or HymbaDataType.Int4;

    /// <summary>TorchSharp's type of the other matrices, the keys and values.</summary>
    public static ScalarType ToScalarType(this HymbaDataType type) => type switch
    {
        HymbaDataType.BFloat16 or HymbaDataType.Int8 or HymbaDataType.Int4 => ScalarType.BFloat16,
        HymbaDataType.Float16 => ScalarType.Float16,
        HymbaDataType.Float32 => ScalarType.Float32,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary>Bytes of a number of the types that the CPU's kernels and caches know: float32, and those of sixteen bits.</summary>
    public static int ElementBytes(this ScalarType type) => type is ScalarType.Float32 ? sizeof(float) : sizeof(ushort);
}
