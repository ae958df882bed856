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
    /// <param name="typeOf">In which type a tensor is stored: BF16, F16 or F32.</param>
    public static void WriteModel(
        string directory, string configPath, HymbaConfig config, Func<string, Tensor> find, Func<string, SafetensorsDtype> typeOf)
    {
        CheckpointSettings.Copy(configPath, typeOf(TensorNames.Embedding), directory);
        SafetensorsTensor[] tensors =
            [.. TensorNames.Expected(config).Select(tensor => new SafetensorsTensor(tensor.Name, typeOf(tensor.Name), tensor.Shape))];
        WriteTensors(Path.Combine(directory, CheckpointFiles.WeightsName), tensors, find);
    }

    /// <summary>Writes tensors in a given order, one after the other.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="tensors">Names, types and shapes.</param>
    /// <param name="find">The tensor of a name, in the caller's dispose scope.</param>
    public static void WriteTensors(string path, IReadOnlyList<SafetensorsTensor> tensors, Func<string, Tensor> find)
    {
        using IDisposable noGrad = no_grad();
        using var writer = new SafetensorsWriter(path, tensors);
        foreach (SafetensorsTensor tensor in tensors)
        {
            using IDisposable scope = NewDisposeScope();
            writer.Write(find(tensor.Name).detach().to(WeightLoader.ScalarTypeOf(tensor.Dtype)).cpu().contiguous().bytes);
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
}
