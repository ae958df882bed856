using System.Runtime.InteropServices;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Training.Output;

/// <summary>Writes weights as Hugging Face checkpoint directories and plain safetensors files.</summary>
internal static class ModelWriter
{
    /// <summary>Writes config, tokenizer files and weights into an existing directory.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="configPath">The config; tokenizer files beside it are copied too.</param>
    /// <param name="config">The same, parsed.</param>
    /// <param name="find">The tensor of a name.</param>
    /// <param name="dtype">BF16, F16 or F32.</param>
    public static void WriteModel(string directory, string configPath, HymbaConfig config, Func<string, Tensor> find, SafetensorsDtype dtype)
    {
        CheckpointSettings.Copy(configPath, dtype, directory);
        WriteTensors(Path.Combine(directory, CheckpointFiles.WeightsName), [.. TensorNames.Expected(config).Select(t => t.Name)], find, dtype);
    }

    /// <summary>Writes tensors in a given order.</summary>
    public static void WriteTensors(string path, IReadOnlyList<string> names, Func<string, Tensor> find, SafetensorsDtype dtype)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        using var writer = new SafetensorsWriter(path, [.. names.Select(name => new SafetensorsTensor(name, dtype, find(name).shape))]);
        foreach (string name in names)
        {
            using IDisposable inner = NewDisposeScope();
            writer.Write(find(name).detach().to(TypeOf(dtype)).cpu().contiguous().bytes);
        }

        writer.Complete();
    }

    /// <summary>Reads a tensor of a float32 file into a tensor of its size.</summary>
    public static void ReadInto(SafetensorsFile file, string name, Tensor target)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        var values = new float[target.numel()];
        file.Read(file.Entries[name], MemoryMarshal.AsBytes(values.AsSpan()));
        target.copy_(tensor(values, target.shape));
    }

    private static ScalarType TypeOf(SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.BF16 => ScalarType.BFloat16,
        SafetensorsDtype.F16 => ScalarType.Float16,
        SafetensorsDtype.F32 => ScalarType.Float32,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Weights are BF16, F16 or F32."),
    };
}
