using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hymba.Inference.Checkpoint;

/// <summary>Tells whether a file that was computed from a checkpoint still belongs to it.</summary>
internal static class CheckpointFingerprint
{
    // Layout of what is computed from weights. The number changes with the order of the integers.
    private const string Layout = "4";

    private const string SourceKey = "hymba_source";
    private const string TypeKey = "hymba_type";
    private const string LayoutKey = "hymba_layout";

    /// <summary>A digest of names, sizes and times of the weight files: reading them to compare would take as long as computing anew. 64 hex digits.</summary>
    public static string Of(HymbaCheckpoint checkpoint)
    {
        var text = new StringBuilder();
        foreach (string path in CheckpointFiles.Locate(checkpoint.Directory).WeightPaths)
        {
            var file = new FileInfo(path);
            text.Append(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>What a computed file says of its origin.</summary>
    public static Dictionary<string, string> Metadata(HymbaCheckpoint checkpoint, HymbaDataType type)
        => new() { [SourceKey] = Of(checkpoint), [TypeKey] = type.ToString(), [LayoutKey] = Layout };

    /// <summary>Whether a computed file belongs to a checkpoint in a type.</summary>
    public static bool Fits(SafetensorsFile file, HymbaCheckpoint checkpoint, HymbaDataType type)
        => Metadata(checkpoint, type).All(pair => file.Metadata.GetValueOrDefault(pair.Key) == pair.Value);
}
