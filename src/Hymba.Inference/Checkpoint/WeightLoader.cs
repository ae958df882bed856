using Hymba.Inference.Adapters;
using Hymba.Inference.Model;
using TorchSharp;
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
    /// <param name="adapter">Merged into the weights; null for none.</param>
    /// <param name="quantized">Int8 or Int4: the large matrices are rounded to it, one after the other, on the CPU. Null: none.</param>
    /// <returns>The weights; the caller owns them.</returns>
    public static HymbaWeights Load(
        HymbaCheckpoint checkpoint,
        ScalarType dtype,
        Device device,
        IProgress<LoadProgress>? progress = null,
        bool trainable = false,
        LoraAdapter? adapter = null,
        HymbaDataType? quantized = null,
        CancellationToken cancellationToken = default)
    {
        using IDisposable scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>();
        var matrices = new Dictionary<string, QuantizedMatrix>();
        UnpackBuffer? buffer = quantized is null ? null : new UnpackBuffer();
        using WeightArena? arena = device.type == DeviceType.CPU && !trainable ? WeightArena.For(checkpoint.Config, dtype, quantized) : null;
        try
        {
            long read = 0;
            foreach ((string name, _) in TensorNames.Expected(checkpoint.Config))
            {
                cancellationToken.ThrowIfCancellationRequested();
                ScalarType stored = HymbaWeights.StorageDtype(name, dtype);
                if (quantized is HymbaDataType type && HymbaWeights.IsQuantizable(name))
                {
                    using Tensor rounded = LoadTensor(checkpoint, name, stored, device, adapter);
                    matrices[name] = QuantizedMatrix.Create(type, rounded, buffer!, get_num_threads(), arena);
                }
                else
                {
                    Tensor loaded = arena is null
                        ? LoadTensor(checkpoint, name, stored, device, adapter)
                        : LoadInto(arena.Take(checkpoint.Entry(name).Shape, stored), checkpoint, name, adapter);
                    loaded.DetachFromDisposeScope();
                    tensors[name] = trainable ? loaded.requires_grad_() : loaded;
                    if (quantized is not null && name == HymbaWeights.HeadName(checkpoint.Config))
                    {
                        matrices[TensorNames.Head] = QuantizedMatrix.Create(HymbaDataType.Int8, loaded, buffer!, get_num_threads(), arena);
                    }
                }

                read += checkpoint.Entry(name).ByteLength;
                progress?.Report(new LoadProgress(read, checkpoint.WeightBytes));
            }

            return new HymbaWeights(checkpoint.Config, tensors, matrices, buffer);
        }
        catch
        {
            HymbaWeights.Free(tensors, matrices);
            throw;
        }
    }

    /// <summary>Loads one weight.</summary>
    /// <param name="checkpoint">An open checkpoint.</param>
    /// <param name="name">One of its tensors.</param>
    /// <param name="dtype">The type that is wanted.</param>
    /// <param name="device">Where.</param>
    /// <param name="adapter">Merged in float32 before the weight is rounded to its type; null for none.</param>
    /// <returns>The tensor, in the caller's dispose scope.</returns>
    public static Tensor LoadTensor(HymbaCheckpoint checkpoint, string name, ScalarType dtype, Device device, LoraAdapter? adapter = null)
    {
        using IDisposable scope = NewDisposeScope();
        SafetensorsEntry entry = checkpoint.Entry(name);
        Tensor raw = empty(entry.Shape, ScalarTypeOf(entry.Dtype));
        checkpoint.Read(name, raw.bytes, get_num_threads());
        Tensor whole = adapter is not null && adapter.Changes(name) ? adapter.Apply(name, raw) : raw;
        return whole.to(dtype, device).MoveToOuterDisposeScope();
    }

    // Straight to its place where nothing has to be computed.
    private static Tensor LoadInto(Tensor target, HymbaCheckpoint checkpoint, string name, LoraAdapter? adapter)
    {
        if (ScalarTypeOf(checkpoint.Entry(name).Dtype) == target.dtype && adapter?.Changes(name) != true)
        {
            checkpoint.Read(name, target.bytes, get_num_threads());
            return target;
        }

        using IDisposable scope = NewDisposeScope();
        target.copy_(LoadTensor(checkpoint, name, target.dtype, target.device, adapter));
        return target;
    }

    /// <summary>TorchSharp's name of a type that weights are stored in.</summary>
    public static ScalarType ScalarTypeOf(SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.BF16 => ScalarType.BFloat16,
        SafetensorsDtype.F16 => ScalarType.Float16,
        SafetensorsDtype.F32 => ScalarType.Float32,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Weights are BF16, F16 or F32."),
    };
}
