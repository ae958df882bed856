using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// A model's weights as small integers in a file beside the checkpoint, <c>model.int8.safetensors</c>: what loading would compute again at every start. It is
/// mapped, not read. A file that was made from other weights is not used.
/// </summary>
internal static class QuantizedFile
{
    private const string IntegersSuffix = ".integers";
    private const string ScalesSuffix = ".scales";

    /// <summary>Where the file of a type lies in a checkpoint's directory.</summary>
    public static string PathOf(string directory, HymbaDataType type)
        => Path.Combine(directory, type == HymbaDataType.Int4 ? "model.int4.safetensors" : "model.int8.safetensors");

    /// <summary>Writes the file; it appears complete or not at all.</summary>
    /// <param name="checkpoint">The weights.</param>
    /// <param name="type">Int8 or Int4.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="progress">Gets the written share, 0 to 1.</param>
    /// <param name="cancellationToken">Checked before every tensor.</param>
    /// <exception cref="ModelLoadException">The checkpoint cannot be read.</exception>
    /// <exception cref="CheckpointWriteException">The disk is full or fails.</exception>
    public static void Write(
        HymbaCheckpoint checkpoint, HymbaDataType type, string path, int threads, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        (string Name, long[] Shape)[] expected = [.. TensorNames.Expected(checkpoint.Config)];
        using var writer = new SafetensorsWriter(
            path,
            [.. expected.SelectMany(tensor => Stored(tensor.Name, tensor.Shape, type))],
            CheckpointFingerprint.Metadata(checkpoint, type));
        using var buffer = new UnpackBuffer();
        for (int i = 0; i < expected.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = expected[i].Name;
            using Tensor tensor = WeightLoader.LoadTensor(checkpoint, name, HymbaWeights.StorageDtype(name, ScalarType.BFloat16), CPU).DetachFromDisposeScope();
            if (HymbaWeights.IsQuantizable(name))
            {
                using var matrix = QuantizedMatrix.Create(type, tensor, buffer, threads);
                writer.Write(matrix.Integers);
                writer.Write(MemoryMarshal.AsBytes(matrix.Scales));
            }
            else
            {
                writer.Write(tensor.bytes);
            }

            progress?.Report((i + 1.0) / expected.Length);
        }

        writer.Complete();
    }

    /// <summary>Loads the weights from the file; null where there is none that was made from this checkpoint.</summary>
    /// <exception cref="ModelLoadException">The file is damaged.</exception>
    public static HymbaWeights? TryLoad(HymbaCheckpoint checkpoint, HymbaDataType type, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = SafetensorsFile.Open(path);
        if (!CheckpointFingerprint.Fits(file, checkpoint, type))
        {
            return null;
        }

        var tensors = new Dictionary<string, Tensor>();
        var matrices = new Dictionary<string, QuantizedMatrix>();
        var buffer = new UnpackBuffer();
        var map = new MappedFile(path);
        try
        {
            foreach ((string name, long[] shape) in TensorNames.Expected(checkpoint.Config))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (HymbaWeights.IsQuantizable(name))
                {
                    SafetensorsEntry integers = Entry(file, name + IntegersSuffix), scales = Entry(file, name + ScalesSuffix);
                    matrices[name] = new QuantizedMatrix(
                        type,
                        (int)shape[0],
                        (int)shape[1],
                        map.Slice<byte>(integers.Offset, integers.ByteLength),
                        map.Slice<ushort>(scales.Offset, scales.ByteLength),
                        buffer);
                }
                else
                {
                    Tensor tensor = empty(shape, HymbaWeights.StorageDtype(name, ScalarType.BFloat16)).DetachFromDisposeScope();
                    tensors[name] = tensor;
                    file.Read(Entry(file, name), tensor.bytes);
                }
            }

            return new HymbaWeights(checkpoint.Config, tensors, matrices, buffer, map);
        }
        catch (Exception error)
        {
            foreach (Tensor tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            map.Dispose();
            if (error is ArgumentException)
            {
                throw new ModelLoadException(path, [error.Message], error);
            }

            throw;
        }
    }

    private static IEnumerable<SafetensorsTensor> Stored(string name, long[] shape, HymbaDataType type)
    {
        if (!HymbaWeights.IsQuantizable(name))
        {
            SafetensorsDtype dtype = HymbaWeights.StorageDtype(name, ScalarType.BFloat16) == ScalarType.Float32 ? SafetensorsDtype.F32 : SafetensorsDtype.BF16;
            return [new SafetensorsTensor(name, dtype, shape)];
        }

        (long bytes, long count) = QuantizedMatrix.Sizes(type, (int)shape[0], (int)shape[1]);
        return [new SafetensorsTensor(name + IntegersSuffix, SafetensorsDtype.U8, [bytes]), new SafetensorsTensor(name + ScalesSuffix, SafetensorsDtype.BF16, [count])];
    }

    private static SafetensorsEntry Entry(SafetensorsFile file, string name)
        => file.Entries.GetValueOrDefault(name) ?? throw new ModelLoadException(file.Path, [$"tensor {MessageText.Quote(name)} is missing."]);
}
