namespace Hymba.Inference.Checkpoint;

/// <summary>Names and sizes of <see cref="SafetensorsDtype"/>.</summary>
internal static class SafetensorsDtypeNames
{
    private static readonly Dictionary<string, SafetensorsDtype> ByName =
        Enum.GetValues<SafetensorsDtype>().ToDictionary(dtype => dtype.FormatName(), StringComparer.Ordinal);

    /// <summary>The type that a header means by this name; case matters.</summary>
    public static bool TryParse(string name, out SafetensorsDtype dtype) => ByName.TryGetValue(name, out dtype);

    /// <summary>The name that headers use.</summary>
    public static string FormatName(this SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.Bool => "BOOL",
        SafetensorsDtype.F8E4M3 => "F8_E4M3",
        SafetensorsDtype.F8E5M2 => "F8_E5M2",
        SafetensorsDtype.F8E8M0 => "F8_E8M0",
        _ => dtype.ToString(),
    };

    /// <summary>Bytes of one element.</summary>
    public static int ByteSize(this SafetensorsDtype dtype) => dtype switch
    {
        < SafetensorsDtype.I16 => 1,
        < SafetensorsDtype.I32 => 2,
        < SafetensorsDtype.I64 => 4,
        _ => 8,
    };

    /// <summary>Whether a Hymba checkpoint may store weights in this type.</summary>
    public static bool IsWeightType(this SafetensorsDtype dtype)
        => dtype is SafetensorsDtype.BF16 or SafetensorsDtype.F16 or SafetensorsDtype.F32;

    /// <summary>The value of <c>torch_dtype</c> in <c>config.json</c>.</summary>
    public static string TorchName(this SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.BF16 => "bfloat16",
        SafetensorsDtype.F16 => "float16",
        SafetensorsDtype.F32 => "float32",
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Weights are BF16, F16 or F32."),
    };
}
