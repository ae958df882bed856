using Hymba.Inference.Model;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// Writes checkpoints with random weights: for tests, and for measuring speed and memory at full size without the real weights.
/// </summary>
internal static class RandomCheckpoint
{
    private const int ChunkBytes = 16 << 20;
    private const int PartElements = 1 << 16;

    /// <summary>
    /// Writes <c>config.json</c>, <c>model.safetensors</c> and the tokenizer files that lie beside the config. The directory appears
    /// complete or not at all. The same config, type and seed give the same bytes.
    /// </summary>
    /// <param name="configPath">A Hymba <c>config.json</c> under any name; its <c>torch_dtype</c> is replaced.</param>
    /// <param name="dtype">BF16, F16 or F32.</param>
    /// <param name="seed">Chooses the weights.</param>
    /// <param name="outputDirectory">Must not exist, or be empty.</param>
    /// <param name="progress">Gets the written share, from 0 to 1; null for none.</param>
    /// <param name="cancellationToken">Stops writing and removes what was written.</param>
    /// <exception cref="ModelLoadException">The config is wrong.</exception>
    /// <exception cref="CheckpointWriteException">The directory is not empty, or the disk is full or fails.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task WriteAsync(
        string configPath,
        SafetensorsDtype dtype,
        ulong seed,
        string outputDirectory,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        if (!dtype.IsWeightType())
        {
            throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Weights are BF16, F16 or F32.");
        }

        ArgumentException.ThrowIfNullOrWhiteSpace(outputDirectory);
        return Task.Run(() => Write(configPath, dtype, seed, Path.GetFullPath(outputDirectory), progress, cancellationToken), cancellationToken);
    }

    private static void Write(
        string configPath, SafetensorsDtype dtype, ulong seed, string output, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        HymbaConfig config = HymbaConfigReader.Read(configPath);
        AtomicDirectory.Write(output, building =>
        {
            CheckpointSettings.Copy(configPath, dtype, building);
            WriteWeights(config, dtype, seed, Path.Combine(building, CheckpointFiles.WeightsName), progress, cancellationToken);
        });
    }

    private static void WriteWeights(
        HymbaConfig config, SafetensorsDtype dtype, ulong seed, string path, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        SafetensorsTensor[] tensors = [.. TensorNames.Expected(config).Select(tensor => new SafetensorsTensor(tensor.Name, dtype, tensor.Shape))];
        long total = tensors.Sum(tensor => tensor.ByteLength);
        long done = 0;
        byte[] chunk = new byte[Math.Min(ChunkBytes, tensors.Max(tensor => tensor.ByteLength))];
        using var writer = new SafetensorsWriter(path, tensors);
        foreach (SafetensorsTensor tensor in tensors)
        {
            var weights = new RandomWeights(tensor.Name, tensor.Shape, seed);
            for (long offset = 0; offset < tensor.ByteLength; offset += chunk.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int length = (int)Math.Min(chunk.Length, tensor.ByteLength - offset);
                FillChunk(weights, offset / dtype.ByteSize(), dtype, chunk, length);
                writer.Write(chunk.AsSpan(0, length));
                done += length;
                progress?.Report((double)done / total);
            }
        }

        writer.Complete();
    }

    private static void FillChunk(RandomWeights weights, long firstElement, SafetensorsDtype dtype, byte[] chunk, int length)
    {
        int partBytes = PartElements * dtype.ByteSize();
        Parallel.For(0, (length + partBytes - 1) / partBytes, part =>
        {
            int start = part * partBytes;
            weights.Fill(firstElement + ((long)part * PartElements), dtype, chunk.AsSpan(start, Math.Min(partBytes, length - start)));
        });
    }
}
