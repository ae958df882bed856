using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>
/// Attention of one new token over everything a cache holds. A windowed cache holds exactly what the token sees, so there is no mask. One
/// thread at a time.
/// </summary>
internal sealed class AttentionStep(HymbaConfig config)
{
    private float[] _scores = new float[256];

    /// <summary>Stores the token's rotated keys [Hkv * Dk] and values [Hkv * Dv].</summary>
    public static void Append(KeyValueCache cache, int position, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        int slot = cache.Reserve(position);
        KeyValueShape shape = cache.Shape;
        Write(cache.Keys, slot, shape.Heads, shape.KeySize, keys);
        Write(cache.Values, slot, shape.Heads, shape.ValueSize, values);
    }

    /// <summary>Attends.</summary>
    /// <param name="cache">With the token itself stored.</param>
    /// <param name="query">Rotated and scaled, [Hq * Dk].</param>
    /// <param name="output">[Hq * Dv], written.</param>
    /// <param name="threads">The most threads to use.</param>
    public void Run(KeyValueCache cache, ReadOnlySpan<float> query, Span<float> output, int threads)
    {
        if (_scores.Length < cache.Count)
        {
            _scores = new float[Math.Max(cache.Count, 2 * _scores.Length)];
        }

        if (cache.Shape.Dtype == ScalarType.BFloat16)
        {
            Run<Bfloat16Format, ushort>(cache, query, output, threads);
        }
        else
        {
            Run<Float32Format, float>(cache, query, output, threads);
        }
    }

    private static void Write(Tensor cache, int slot, int heads, int size, ReadOnlySpan<float> values)
    {
        Span<byte> bytes = cache.bytes;
        int stride = (int)cache.shape[1] * size;
        for (int head = 0; head < heads; head++)
        {
            ReadOnlySpan<float> from = values.Slice(head * size, size);
            int start = (head * stride) + (slot * size);
            if (cache.dtype == ScalarType.BFloat16)
            {
                Bfloat16Rounding.Run(from, MemoryMarshal.Cast<byte, ushort>(bytes).Slice(start, size));
            }
            else
            {
                from.CopyTo(MemoryMarshal.Cast<byte, float>(bytes).Slice(start, size));
            }
        }
    }

    private void Run<TFormat, TElement>(KeyValueCache cache, ReadOnlySpan<float> query, Span<float> output, int threads)
        where TFormat : IWeightFormat<TElement>
        where TElement : unmanaged
    {
        ReadOnlySpan<TElement> keys = MemoryMarshal.Cast<byte, TElement>(cache.Keys.bytes);
        ReadOnlySpan<TElement> values = MemoryMarshal.Cast<byte, TElement>(cache.Values.bytes);
        (int heads, int keySize, int valueSize, int count) = (cache.Shape.Heads, cache.Shape.KeySize, cache.Shape.ValueSize, cache.Count);
        (int keyStride, int valueStride, int group) = (keys.Length / heads, values.Length / heads, config.QueryHeads / heads);
        Span<float> scores = _scores.AsSpan(0, count);
        KernelTier tier = KernelTiers.Current;
        for (int head = 0; head < config.QueryHeads; head++)
        {
            int source = head / group;
            MatVec<TFormat, TElement>.Run(
                keys.Slice(source * keyStride, count * keySize), count, keySize, query.Slice(head * keySize, keySize), scores, threads, tier);
            SoftmaxRow.Run(scores, tier);
            WeightedRows<TFormat, TElement>.Run(
                values.Slice(source * valueStride, count * valueSize), count, valueSize, scores, output.Slice(head * valueSize, valueSize), tier);
        }
    }
}
