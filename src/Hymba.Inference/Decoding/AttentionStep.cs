using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>
/// Attention of one new token over everything a cache holds. A windowed cache holds exactly what the token sees, so there is no mask. One
/// thread at a time.
/// </summary>
internal sealed class AttentionStep(HymbaConfig config)
{
    private float[] _scores = new float[256 * config.QueryHeads];

    /// <summary>Stores the token's rotated keys [Hkv * Dk] and values [Hkv * Dv].</summary>
    public static void Append(KeyValueCache cache, int position, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        int slot = cache.Reserve(position);
        KeyValueShape shape = cache.Shape;
        Write(cache.KeyBytes, shape, cache.Capacity, slot, shape.KeySize, keys);
        Write(cache.ValueBytes, shape, cache.Capacity, slot, shape.ValueSize, values);
    }

    /// <summary>Attends.</summary>
    /// <param name="cache">With the token itself stored.</param>
    /// <param name="query">Rotated and scaled, [Hq * Dk].</param>
    /// <param name="output">[Hq * Dv], written.</param>
    /// <param name="threads">The most threads to use.</param>
    public void Run(KeyValueCache cache, ReadOnlySpan<float> query, Span<float> output, int threads)
    {
        long needed = (long)cache.Count * config.QueryHeads;
        if (_scores.Length < needed)
        {
            _scores = new float[Math.Max(needed, Math.Min(2L * _scores.Length, (long)cache.Capacity * config.QueryHeads))];
        }

        if (cache.Shape.Dtype == ScalarType.BFloat16)
        {
            Run<Bfloat16Format, Bfloat16Element, ushort>(cache, query, output, threads);
        }
        else
        {
            Run<Float32Format, SingleElement, float>(cache, query, output, threads);
        }
    }

    private static void Write(Span<byte> cache, KeyValueShape shape, int capacity, int slot, int size, ReadOnlySpan<float> values)
    {
        for (int head = 0; head < shape.Heads; head++)
        {
            ReadOnlySpan<float> from = values.Slice(head * size, size);
            int start = ((head * capacity) + slot) * size;
            if (shape.Dtype == ScalarType.BFloat16)
            {
                Bfloat16Rounding.Run(from, MemoryMarshal.Cast<byte, ushort>(cache).Slice(start, size));
            }
            else
            {
                from.CopyTo(MemoryMarshal.Cast<byte, float>(cache).Slice(start, size));
            }
        }
    }

    private void Run<TFormat, TRow, TElement>(KeyValueCache cache, ReadOnlySpan<float> query, Span<float> output, int threads)
        where TFormat : IWeightFormat<TElement>
        where TRow : struct, IElement<TElement>
        where TElement : unmanaged
        => AttentionHeads<TFormat, TRow, TElement>.Run(
            MemoryMarshal.Cast<byte, TElement>(cache.KeyBytes),
            MemoryMarshal.Cast<byte, TElement>(cache.ValueBytes),
            new AttentionSizes(config.QueryHeads, cache.Shape.Heads, cache.Shape.KeySize, cache.Shape.ValueSize, cache.Capacity, cache.Count),
            query,
            _scores,
            output,
            threads,
            KernelTiers.Current);
}
