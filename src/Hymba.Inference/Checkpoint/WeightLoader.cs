using Hymba.Inference.Model;
using static TorchSharp.torch;

namespace Hymba.Inference.Checkpoint;

/// <summary>Turns a checkpoint's bytes into tensors, one at a time, so that memory peaks at the weights plus the largest tensor.</summary>
internal static class WeightLoader
{
    /// <summary>Loads all weights.</summary>
    /// <param name="checkpoint">An open checkpoint whose names and shapes have been checked.</param>
    /// <param name="dtype">The type in which the model will compute.</param>
    /// <param name="device">Where.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="cancellationToken">Checked before every tensor.</param>
    /// <param name="trainable">Whether the tensors record gradients.</param>
    /// <returns>The weights; the caller owns them.</returns>
    public static HymbaWeights Load(
        HymbaCheckpoint checkpoint,
        ScalarType dtype,
        Device device,
        IProgress<LoadProgress>? progress = null,
        bool trainable = false,
        CancellationToken cancellationToken = default)
    {
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            long read = 0;
            foreach ((string name, long[] shape) in TensorNames.Expected(checkpoint.Config))
            {
                cancellationToken.ThrowIfCancellationRequested();
                tensors[name] = LoadOne(checkpoint, name, shape, HymbaWeights.StorageDtype(name, dtype), device, trainable);
                read += checkpoint.Entry(name).ByteLength;
                progress?.Report(new LoadProgress(read, checkpoint.WeightBytes));
            }

            return new HymbaWeights(checkpoint.Config, tensors);
        }
        catch
        {
            foreach (Tensor tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw;
        }
    }

    private static Tensor LoadOne(HymbaCheckpoint checkpoint, string name, long[] shape, ScalarType dtype, Device device, bool trainable)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor raw = empty(shape, ScalarTypeOf(checkpoint.Entry(name).Dtype));
        checkpoint.Read(name, raw.bytes);
        Tensor loaded = raw.to(dtype, device).DetachFromDisposeScope();
        return trainable ? loaded.requires_grad_() : loaded;
    }

    private static ScalarType ScalarTypeOf(SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.BF16 => ScalarType.BFloat16,
        SafetensorsDtype.F16 => ScalarType.Float16,
        SafetensorsDtype.F32 => ScalarType.Float32,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Weights are BF16, F16 or F32."),
    };
}
