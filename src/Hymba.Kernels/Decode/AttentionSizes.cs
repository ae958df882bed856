namespace Hymba.Kernels.Decode;

/// <summary>The sizes of one token's attention.</summary>
/// <param name="Heads">Query heads, a multiple of the next.</param>
/// <param name="KeyValueHeads">Heads of keys and values.</param>
/// <param name="KeySize">Width of a key.</param>
/// <param name="ValueSize">Width of a value.</param>
/// <param name="Capacity">Entries that the cache has room for.</param>
/// <param name="Count">Entries that are attended, at least 1.</param>
internal readonly record struct AttentionSizes(int Heads, int KeyValueHeads, int KeySize, int ValueSize, int Capacity, int Count)
{
    /// <summary>Refuses buffers that do not fit.</summary>
    /// <exception cref="ArgumentException">One is too short, or the sizes contradict each other.</exception>
    public void Check(int keys, int values, int query, int scores, int output)
    {
        if (Heads < 1 || KeyValueHeads < 1 || Heads % KeyValueHeads != 0 || Count < 1 || Count > Capacity
            || keys < (long)KeyValueHeads * Capacity * KeySize || values < (long)KeyValueHeads * Capacity * ValueSize
            || query < Heads * KeySize || scores < (long)Heads * Count || output < Heads * ValueSize)
        {
            throw new ArgumentException(
                $"Buffers of {keys} keys, {values} values, {query} query values, {scores} scores and {output} outputs do not fit {this}.");
        }
    }
}
