namespace Hymba.Inference.State;

/// <summary>A token prefix and the snapshot positions inside it, compared exactly.</summary>
internal sealed class PrefixKey : IEquatable<PrefixKey>
{
    private readonly int[] _tokens;
    private readonly int[] _borders;
    private readonly int _hash;

    /// <summary>Copies the prefix of <paramref name="tokens"/> that ends at the last border.</summary>
    /// <param name="tokens">The whole prompt.</param>
    /// <param name="borders">Ascending snapshot positions up to and including the end of this prefix; at least one.</param>
    public PrefixKey(ReadOnlySpan<int> tokens, ReadOnlySpan<int> borders)
    {
        _borders = borders.ToArray();
        _tokens = tokens[..borders[^1]].ToArray();
        var hash = default(HashCode);
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(_tokens));
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(_borders));
        _hash = hash.ToHashCode();
    }

    /// <summary>Tokens in the prefix.</summary>
    public int Length => _tokens.Length;

    /// <inheritdoc/>
    public bool Equals(PrefixKey? other)
        => other is not null && _hash == other._hash && _tokens.AsSpan().SequenceEqual(other._tokens) && _borders.AsSpan().SequenceEqual(other._borders);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PrefixKey);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
