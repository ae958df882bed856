using Hymba.Inference.Model;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// A model's weights as small integers in a file beside the checkpoint, <c>model.int8.safetensors</c>: what loading would compute again at every start, in the
/// order in which the kernels read it. A file that was made from other weights is not used.
/// </summary>
internal static class QuantizedFile
{
    private const string PackedSuffix = ".packed";

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
            [.. expected.SelectMany(tensor => Stored(tensor.Name, tensor.Shape, type, HymbaWeights.HeadName(checkpoint.Config)))],
            CheckpointFingerprint.Metadata(checkpoint, type));
        using var buffer = new UnpackBuffer();
        for (int i = 0; i < expected.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = expected[i].Name;
            using LazyTensor tensor = WeightLoader.Read(checkpoint, name, HymbaWeights.StorageDtype(name, ScalarType.BFloat16), threads);
            if (HymbaWeights.IsQuantizable(name))
            {
                Write(tensor, type);
            }
            else
            {
                writer.Write(tensor.Bytes);
                if (name == HymbaWeights.HeadName(checkpoint.Config))
                {
                    Write(tensor, HymbaDataType.Int8);
                }
            }

            progress?.Report((i + 1.0) / expected.Length);
        }

        writer.Complete();

        void Write(LazyTensor tensor, HymbaDataType integers)
        {
            using var matrix = QuantizedMatrix.Create(integers, tensor, buffer, threads);
            writer.Write(matrix.Packed);
        }
    }

    /// <summary>Loads the weights from the file; null where there is none that was made from this checkpoint.</summary>
    /// <param name="checkpoint">The weights.</param>
    /// <param name="type">Int8 or Int4.</param>
    /// <param name="path">The file.</param>
    /// <param name="threads">The most threads that read.</param>
    /// <param name="cancellationToken">Checked before every tensor.</param>
    /// <exception cref="ModelLoadException">The file is damaged.</exception>
    public static HymbaWeights? TryLoad(HymbaCheckpoint checkpoint, HymbaDataType type, string path, int threads, CancellationToken cancellationToken)
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

        var tensors = new Dictionary<string, LazyTensor>();
        var matrices = new Dictionary<string, QuantizedMatrix>();
        var buffer = new UnpackBuffer();
        MemoryArena arena = WeightArena.For(checkpoint.Config, ScalarType.BFloat16, type);
        try
        {
            foreach ((string name, long[] shape) in TensorNames.Expected(checkpoint.Config))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (HymbaWeights.IsQuantizable(name))
                {
                    matrices[name] = Matrix(name, type, shape);
                    continue;
                }

                tensors[name] = arena.Take(shape, HymbaWeights.StorageDtype(name, ScalarType.BFloat16));
                Read(name, tensors[name].Bytes);
                if (name == HymbaWeights.HeadName(checkpoint.Config))
                {
                    matrices[TensorNames.Head] = Matrix(name, HymbaDataType.Int8, shape);
                }
            }

            return new HymbaWeights(checkpoint.Config, tensors, matrices, buffer, arena);
        }
        catch (Exception error)
        {
            HymbaWeights.Free(tensors, matrices);
            arena.Dispose();
            if (error is ArgumentException)
            {
                throw new ModelLoadException(path, [error.Message], error);
            }

            throw;
        }

        QuantizedMatrix Matrix(string name, HymbaDataType matrixType, long[] shape)
        {
            NativeArray<byte> packed = arena.Take(QuantizedMatrix.PackedBytes(matrixType, shape));
            Read(name + PackedSuffix, packed.Values);
            return new QuantizedMatrix(matrixType, (int)shape[0], (int)shape[1], packed, buffer);
        }

        void Read(string name, Span<byte> target) => file.Read(Entry(file, name), target, threads);
    }

    private static IEnumerable<SafetensorsTensor> Stored(string name, long[] shape, HymbaDataType type, string headName)
    {
        if (HymbaWeights.IsQuantizable(name))
        {
            return [Matrix(type)];
        }

        SafetensorsDtype dtype = HymbaWeights.StorageDtype(name, ScalarType.BFloat16) == ScalarType.Float32 ? SafetensorsDtype.F32 : SafetensorsDtype.BF16;
        SafetensorsTensor plain = new(name, dtype, shape);
        return name == headName ? [plain, Matrix(HymbaDataType.Int8)] : [plain];

        SafetensorsTensor Matrix(HymbaDataType integers) => new(name + PackedSuffix, SafetensorsDtype.U8, [QuantizedMatrix.PackedBytes(integers, shape)]);
    }

    private static SafetensorsEntry Entry(SafetensorsFile file, string name)
        => file.Entries.GetValueOrDefault(name) ?? throw new ModelLoadException(file.Path, [$"tensor {MessageText.Quote(name)} is missing."]);
}
