using Hymba.Inference.Adapters;
using Hymba.Inference.Model;
using Hymba.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// Turns a checkpoint's bytes into weights, one at a time, so that memory peaks at the weights plus the largest of them. On the CPU it does without libtorch unless
/// an adapter is merged.
/// </summary>
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
    /// <param name="quantized">Int8 or Int4: the large matrices are rounded to it, one after the other; on the CPU only. Null: none.</param>
    /// <param name="threads">The most threads that read and round; null: one for every processor.</param>
    /// <returns>The weights; the caller owns them.</returns>
    public static HymbaWeights Load(
        HymbaCheckpoint checkpoint,
        ScalarType dtype,
        Device device,
        IProgress<LoadProgress>? progress = null,
        bool trainable = false,
        LoraAdapter? adapter = null,
        HymbaDataType? quantized = null,
        int? threads = null,
        CancellationToken cancellationToken = default)
    {
        bool inMemory = device.type == DeviceType.CPU && !trainable;
        int team = threads ?? Environment.ProcessorCount;
        var tensors = new Dictionary<string, LazyTensor>();
        var matrices = new Dictionary<string, QuantizedMatrix>();
        UnpackBuffer? buffer = quantized is null ? null : new UnpackBuffer();
        MemoryArena? arena = inMemory ? WeightArena.For(checkpoint.Config, dtype, quantized) : null;
        try
        {
            long read = 0;
            foreach ((string name, long[] shape) in TensorNames.Expected(checkpoint.Config))
            {
                cancellationToken.ThrowIfCancellationRequested();
                ScalarType stored = HymbaWeights.StorageDtype(name, dtype);
                if (quantized is HymbaDataType type && HymbaWeights.IsQuantizable(name))
                {
                    using LazyTensor whole = Read(checkpoint, name, stored, team, adapter);
                    matrices[name] = QuantizedMatrix.Create(type, whole, buffer!, team, arena);
                }
                else if (arena is null)
                {
                    Tensor loaded = LoadTensor(checkpoint, name, stored, device, adapter).DetachFromDisposeScope();
                    tensors[name] = new LazyTensor(trainable ? loaded.requires_grad_() : loaded);
                }
                else
                {
                    tensors[name] = arena.Take(shape, stored);
                    ReadInto(tensors[name], checkpoint, name, team, adapter);
                    if (quantized is not null && name == HymbaWeights.HeadName(checkpoint.Config))
                    {
                        matrices[TensorNames.Head] = QuantizedMatrix.Create(HymbaDataType.Int8, tensors[name], buffer!, team, arena);
                    }
                }

                read += checkpoint.Entry(name).ByteLength;
                progress?.Report(new LoadProgress(read, checkpoint.WeightBytes));
            }

            return new HymbaWeights(checkpoint.Config, tensors, matrices, buffer, arena);
        }
        catch
        {
            HymbaWeights.Free(tensors, matrices);
            arena?.Dispose();
            throw;
        }
    }

    /// <summary>Loads one weight into memory of its own.</summary>
    /// <param name="checkpoint">An open checkpoint.</param>
    /// <param name="name">One of its tensors.</param>
    /// <param name="dtype">The type that is wanted.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="adapter">Merged in float32 before the weight is rounded to its type; null for none.</param>
    /// <returns>The weight; the caller owns it.</returns>
    public static LazyTensor Read(HymbaCheckpoint checkpoint, string name, ScalarType dtype, int threads, LoraAdapter? adapter = null)
    {
        var weight = LazyTensor.Zeros(checkpoint.Entry(name).Shape, dtype, new Device(DeviceType.CPU));
        try
        {
            ReadInto(weight, checkpoint, name, threads, adapter);
            return weight;
        }
        catch
        {
            weight.Dispose();
            throw;
        }
    }

    /// <summary>Loads one weight as libtorch's tensor.</summary>
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

    /// <summary>TorchSharp's name of a type that weights are stored in.</summary>
    public static ScalarType ScalarTypeOf(SafetensorsDtype dtype) => dtype switch
    {
        SafetensorsDtype.BF16 => ScalarType.BFloat16,
        SafetensorsDtype.F16 => ScalarType.Float16,
        SafetensorsDtype.F32 => ScalarType.Float32,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Weights are BF16, F16 or F32."),
    };

    // Straight to its place where nothing has to be computed.
    private static void ReadInto(LazyTensor target, HymbaCheckpoint checkpoint, string name, int threads, LoraAdapter? adapter)
    {
        SafetensorsEntry entry = checkpoint.Entry(name);
        ScalarType source = ScalarTypeOf(entry.Dtype);
        if (adapter is not null && adapter.Changes(name))
        {
            using IDisposable scope = NewDisposeScope();
            LoadTensor(checkpoint, name, target.Dtype, target.Device, adapter).bytes.CopyTo(target.Bytes);
        }
        else if (source == target.Dtype)
        {
            checkpoint.Read(name, target.Bytes, threads);
        }
        else
        {
            using var raw = new NativeBlock(entry.ByteLength);
            Span<byte> bytes = raw.Slice(0, checked((int)entry.ByteLength)).Values;
            checkpoint.Read(name, bytes, threads);
            NumberTypes.Convert(source, bytes, target.Dtype, target.Bytes);
        }
    }
}
