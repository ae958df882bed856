using Hymba.Inference.State;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>
/// What the tokens of a pass store in one cache, until each takes its slot; from then on what the slot held before. A ring forgets its oldest token for each
/// new one, and the layers that share it must meet every token with what it saw.
/// </summary>
internal sealed class DraftedEntries
{
    private readonly byte[] _keys;
    private readonly byte[] _values;
    private readonly int _keyBytes;
    private readonly int _valueBytes;

    /// <summary>Room for so many tokens.</summary>
    public DraftedEntries(int tokens, int keyBytes, int valueBytes)
    {
        (_keyBytes, _valueBytes) = (keyBytes, valueBytes);
        _keys = new byte[tokens * keyBytes];
        _values = new byte[tokens * valueBytes];
    }

    /// <summary>Of all tokens, [tokens, Hkv * Dk] in the cache's type.</summary>
    public Span<byte> Keys => _keys;

    /// <summary>Of all tokens, [tokens, Hkv * Dv] in the cache's type.</summary>
    public Span<byte> Values => _values;

    /// <summary>Keeps what a token will store once it takes its slot.</summary>
    /// <param name="type">The cache's.</param>
    /// <param name="token">Which of the pass's tokens it is.</param>
    /// <param name="keys">[Hkv * Dk], rotated.</param>
    /// <param name="values">[Hkv * Dv].</param>
    public void Write(ScalarType type, int token, ReadOnlySpan<float> keys, ReadOnlySpan<float> values)
    {
        AttentionStep.Write(type, keys, KeysOf(token));
        AttentionStep.Write(type, values, ValuesOf(token));
    }

    /// <summary>Takes back the tokens from <paramref name="kept"/> to <paramref name="count"/>, the last one first.</summary>
    public void TakeBack(KeyValueCache cache, int first, int kept, int count)
    {
        for (int token = count - 1; token >= kept; token--)
        {
            cache.Exchange(cache.Reserve(first + token), KeysOf(token), ValuesOf(token));
        }

        if (kept > 0)
        {
            cache.Reserve(first + kept - 1);
        }
    }

    private Span<byte> KeysOf(int token) => _keys.AsSpan(token * _keyBytes, _keyBytes);

    private Span<byte> ValuesOf(int token) => _values.AsSpan(token * _valueBytes, _valueBytes);
}
