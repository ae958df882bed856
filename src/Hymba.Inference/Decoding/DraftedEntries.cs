using Hymba.Inference.State;

namespace Hymba.Inference.Decoding;

/// <summary>
/// What the slots of one cache held before the tokens of a pass took them, one after the other; while the tokens are taken back, what they had stored. A
/// ring forgets its oldest token for each new one, and the layers that share it must meet every token with what it saw.
/// </summary>
internal sealed class DraftedEntries
{
    private readonly byte[][] _keys;
    private readonly byte[][] _values;

    /// <summary>Room for so many tokens.</summary>
    public DraftedEntries(int tokens, int keyBytes, int valueBytes)
    {
        _keys = [.. Enumerable.Range(0, tokens).Select(_ => new byte[keyBytes])];
        _values = [.. Enumerable.Range(0, tokens).Select(_ => new byte[valueBytes])];
    }

    /// <summary>Stores a token's keys and values, and keeps what its slot held.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="first">Position of the pass's first token.</param>
    /// <param name="token">Which of the pass's tokens it is: the next one.</param>
    /// <param name="keys">[Hkv * Dk], rotated.</param>
    /// <param name="values">[Hkv * Dv].</param>
    public void Add(KeyValueCache cache, int first, int token, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        // The buffers' own content is of no use to anybody: after the exchange the new entry overwrites it.
        Exchange(cache, first, token);
        AttentionStep.Append(cache, first + token, keys, values);
    }

    /// <summary>Takes back the tokens from <paramref name="kept"/> to <paramref name="count"/>, the last one first.</summary>
    public void TakeBack(KeyValueCache cache, int first, int kept, int count)
    {
        for (int token = count - 1; token >= kept; token--)
        {
            Exchange(cache, first, token);
        }

        if (kept > 0)
        {
            cache.Reserve(first + kept - 1);
        }
    }

    /// <summary>Puts a token that was taken back where it was; the ones before it must be there.</summary>
    public void PutBack(KeyValueCache cache, int first, int token) => Exchange(cache, first, token);

    private void Exchange(KeyValueCache cache, int first, int token)
        => cache.Exchange(cache.Reserve(first + token), _keys[token], _values[token]);
}
