using Hymba.Inference;
using Hymba.Inference.Checkpoint;

namespace Hymba.Cli.Options;

/// <summary>The number types by the names that the command line uses, which are PyTorch's.</summary>
internal static class DataTypeNames
{
    public const string Default = "bfloat16";

    /// <summary>Types that a checkpoint is stored in.</summary>
    public static readonly string[] OfFiles = ["bfloat16", "float16", "float32"];

    /// <summary>Types that a model computes in.</summary>
    public static readonly string[] All = [.. OfFiles, "int8", "int4"];

    /// <summary>The engine's type; the name has been checked by the parser.</summary>
    public static HymbaDataType Parse(string name) => name switch
    {
        "bfloat16" => HymbaDataType.BFloat16,
        "float16" => HymbaDataType.Float16,
        "float32" => HymbaDataType.Float32,
        "int8" => HymbaDataType.Int8,
        "int4" => HymbaDataType.Int4,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>The name of an engine's type.</summary>
    public static string Format(HymbaDataType type) => All.Single(name => Parse(name) == type);

    /// <summary>The same type in a checkpoint file.</summary>
    public static SafetensorsDtype Stored(string name) => Parse(name) switch
    {
        HymbaDataType.BFloat16 => SafetensorsDtype.BF16,
        HymbaDataType.Float16 => SafetensorsDtype.F16,
        _ => SafetensorsDtype.F32,
    };
}
