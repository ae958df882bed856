using Hymba.Inference.State;

namespace Hymba.Inference.Generation;

/// <summary>
/// Where a prompt is cut. Every snapshot position is a border, and every stretch between two of them is cut into chunks from its start, so
/// that the cuts depend on the request alone: a cache hit, a busy queue or an interleaved neighbour changes no bit of the logits.
/// </summary>
internal sealed class PrefillPlan
{
    private readonly int[] _prompt;
    private readonly int[] _snapshots;
    private readonly int _chunkTokens;

    /// <summary>Plans a prompt.</summary>
    /// <param name="prompt">Its tokens, at least one.</param>
    /// <param name="snapshots">Ascending positions in [1, prompt length].</param>
    /// <param name="chunkTokens">The longest chunk.</param>
    public PrefillPlan(int[] prompt, IReadOnlyList<int> snapshots, int chunkTokens)
    {
        _prompt = prompt;
        _snapshots = [.. snapshots];
        _chunkTokens = chunkTokens;
    }

    /// <summary>The prefixes worth looking up, longest first. The whole prompt is none of them: its last token's logits are needed.</summary>
    public IEnumerable<PrefixKey> LookupKeys()
        => Enumerable.Range(0, _snapshots.Length).Reverse().Where(i => _snapshots[i] < _prompt.Length).Select(KeyAt);

    /// <summary>The key under which the state at <paramref name="position"/> is kept, or null where no snapshot is due.</summary>
    public PrefixKey? SnapshotKey(int position)
    {
        int index = Array.BinarySearch(_snapshots, position);
        return index < 0 ? null : KeyAt(index);
    }

    /// <summary>The chunk that starts at <paramref name="position"/>, itself a border.</summary>
    public ReadOnlySpan<int> ChunkAt(int position)
    {
        int index = Array.BinarySearch(_snapshots, position);
        int next = index < 0 ? ~index : index + 1;
        int end = next < _snapshots.Length ? _snapshots[next] : _prompt.Length;
        return _prompt.AsSpan(position, Math.Min(_chunkTokens, end - position));
    }

    private PrefixKey KeyAt(int index) => new(_prompt, _snapshots.AsSpan(0, index + 1));
}
