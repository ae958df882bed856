using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using Hymba.Inference.State;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>
/// Attention of one new token, or of a few that follow each other, over everything a cache holds. A windowed cache holds exactly what a token sees, so there is
/// no mask. One thread at a time.
/// </summary>
internal sealed class AttentionStep(HymbaConfig config)
{
    private float[] _scratch = new float[256 * config.QueryHeads];

    /// <summary>Stores the token's rotated keys [Hkv * Dk] and values [Hkv * Dv].</summary>
    public static void Append(KeyValueCache cache, int position, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        int slot = cache.Reserve(position);
        KeyValueShape shape = cache.Shape;
        int element = shape.Dtype.ElementBytes();
        for (int head = 0; head < shape.Heads; head++)
        {
            int entry = (head * cache.Capacity) + slot;
            Write(shape.Dtype, keys.Slice(head * shape.KeySize, shape.KeySize), cache.KeyBytes[(entry * shape.KeySize * element)..]);
            Write(shape.Dtype, values.Slice(head * shape.ValueSize, shape.ValueSize), cache.ValueBytes[(entry * shape.ValueSize * element)..]);
        }
    }

    /// <summary>Writes values as a cache of a type, bfloat16 or float32, keeps them.</summary>
    public static void Write(ScalarType type, ReadOnlySpan<float> values, Span<byte> target)
    {
        if (type == ScalarType.BFloat16)
        {
            Bfloat16Rounding.Run(values, MemoryMarshal.Cast<byte, ushort>(target));
        }
        else
        {
            values.CopyTo(MemoryMarshal.Cast<byte, float>(target));
        }
    }

    /// <summary>Attends.</summary>
    /// <param name="cache">With the token itself stored.</param>
    /// <param name="query">Rotated and scaled, [Hq * Dk].</param>
    /// <param name="output">[Hq * Dv], written.</param>
    /// <param name="threads">The most threads to use.</param>
    public void Run(KeyValueCache cache, ReadOnlySpan<float> query, Span<float> output, int threads)
    {
        ReserveScratch(cache, (long)cache.Count * config.QueryHeads);
        if (cache.Shape.Dtype == ScalarType.BFloat16)
        {
            Run<Bfloat16Format, Bfloat16Element, ushort>(cache, query, output, threads);
        }
        else
        {
            Run<Float32Format, SingleElement, float>(cache, query, output, threads);
        }
    }

    /// <summary>Attends with the tokens of a pass, which take their slots one after the other.</summary>
    /// <param name="cache">Without the tokens.</param>
    /// <param name="entries">What the tokens store; afterwards what their slots held.</param>
    /// <param name="first">Position of the first token.</param>
    /// <param name="tokens">How many there are.</param>
    /// <param name="queries">[tokens, stride], rotated and scaled; each row starts with [Hq * Dk].</param>
    /// <param name="stride">Elements of a row.</param>
    /// <param name="output">[tokens, Hq * Dv], written.</param>
    /// <param name="threads">The most threads to use.</param>
    public void Run(
        KeyValueCache cache, DraftedEntries entries, int first, int tokens, ReadOnlySpan<float> queries, int stride, Span<float> output, int threads)
    {
        Span<int> slots = stackalloc int[tokens], counts = stackalloc int[tokens];
        for (int i = 0; i < tokens; i++)
        {
            slots[i] = cache.Reserve(first + i);
            counts[i] = cache.Count;
        }

        ReserveScratch(cache, DraftedHeads<Bfloat16Format, Bfloat16Element, ushort>.ScratchLength(Sizes(cache), tokens));
        if (cache.Shape.Dtype == ScalarType.BFloat16)
        {
            Run<Bfloat16Format, Bfloat16Element, ushort>(cache, entries, slots, counts, queries, stride, output, threads);
        }
        else
        {
            Run<Float32Format, SingleElement, float>(cache, entries, slots, counts, queries, stride, output, threads);
        }
    }

    // Twice as much at once while the cache grows, but never more than it could ask for when it is full.
    private void ReserveScratch(KeyValueCache cache, long needed)
    {
        if (_scratch.Length < needed)
        {
            _scratch = new float[Math.Max(needed, Math.Min(2 * needed, needed / cache.Count * cache.Capacity))];
        }
    }

    private AttentionSizes Sizes(KeyValueCache cache)
        => new(config.QueryHeads, cache.Shape.Heads, cache.Shape.KeySize, cache.Shape.ValueSize, cache.Capacity, cache.Count);

    private void Run<TFormat, TRow, TElement>(
        KeyValueCache cache,
        DraftedEntries entries,
        ReadOnlySpan<int> slots,
        ReadOnlySpan<int> counts,
        ReadOnlySpan<float> queries,
        int stride,
        Span<float> output,
        int threads)
        where TFormat : IWeightFormat<TElement>
        where TRow : struct, IElement<TElement>
        where TElement : unmanaged
        => DraftedHeads<TFormat, TRow, TElement>.Run(
            MemoryMarshal.Cast<byte, TElement>(cache.KeyBytes),
            MemoryMarshal.Cast<byte, TElement>(cache.ValueBytes),
            Sizes(cache),
            MemoryMarshal.Cast<byte, TElement>(entries.Keys),
            MemoryMarshal.Cast<byte, TElement>(entries.Values),
            slots,
            counts,
            queries,
            stride,
            _scratch,
            output,
            threads,
            KernelTiers.Current);

    private void Run<TFormat, TRow, TElement>(KeyValueCache cache, ReadOnlySpan<float> query, Span<float> output, int threads)
        where TFormat : IWeightFormat<TElement>
        where TRow : struct, IElement<TElement>
        where TElement : unmanaged
        => AttentionHeads<TFormat, TRow, TElement>.Run(
            MemoryMarshal.Cast<byte, TElement>(cache.KeyBytes),
            MemoryMarshal.Cast<byte, TElement>(cache.ValueBytes),
            Sizes(cache),
            query,
            _scratch,
            output,
            threads,
            KernelTiers.Current);
}
