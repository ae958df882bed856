using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Hymba.Kernels;

namespace Hymba.Inference.Sampling;

/// <summary>
/// The largest logit of each block of neighbouring tokens: the best tokens of a vocabulary are in few blocks, and the others need not be looked at again.
/// One thread at a time.
/// </summary>
internal sealed class LogitBlocks(int vocabularySize)
{
    private const int Size = BlockPeaks.Size;

    private readonly float[] _largest = new float[BlockPeaks.Count(vocabularySize)];
    private readonly int[] _order = new int[BlockPeaks.Count(vocabularySize)];

    /// <summary>The token with the largest logit, the lowest where several are largest; one that is no number counts as larger than all.</summary>
    public int Best { get; private set; }

    /// <summary>Looks at all logits.</summary>
    /// <param name="logits">One per token.</param>
    /// <param name="peaks">The largest one of each block, if that is known already; else empty.</param>
    public void Read(ReadOnlySpan<float> logits, ReadOnlySpan<float> peaks = default)
    {
        if (peaks.IsEmpty)
        {
            BlockPeaks.Run(logits, _largest, KernelTiers.Current);
        }
        else
        {
            peaks.CopyTo(_largest);
        }

        // Zeros of both signs are equal, so the first block with one of them is found, and in it the first of them.
        float best = TensorPrimitives.Max<float>(_largest);
        int first = _largest.IndexOf(best);
        Best = (first * Size) + Of(logits, first).IndexOf(best);
    }

    /// <summary>A logit that at least so many tokens reach, and not many more; minus infinity if there are too few blocks to tell.</summary>
    /// <param name="tokens">1 or more.</param>
    public float ReachedBy(int tokens)
    {
        if (tokens > _largest.Length)
        {
            return float.NegativeInfinity;
        }

        for (int block = 0; block < _order.Length; block++)
        {
            _order[block] = block;
        }

        float least = float.PositiveInfinity;
        foreach (int block in _order.AsSpan(0, BestFirst.Select(_order, _largest, tokens)))
        {
            least = Math.Min(least, _largest[block]);
        }

        return least;
    }

    /// <summary>The tokens whose logits are not below a limit, by id. Minus infinity never counts.</summary>
    /// <param name="logits">Those of <see cref="Read"/>.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="ids">As many as there are tokens; the first ones written.</param>
    /// <returns>How many there are.</returns>
    public int Gather(ReadOnlySpan<float> logits, float limit, Span<int> ids)
    {
        // Looking for bits is done in vectors, for numbers one by one.
        if (float.IsNegativeInfinity(limit) && !MemoryMarshal.Cast<float, int>(logits).Contains(BitConverter.SingleToInt32Bits(limit)))
        {
            for (int id = 0; id < logits.Length; id++)
            {
                ids[id] = id;
            }

            return logits.Length;
        }

        limit = Math.Max(limit, float.MinValue);
        int count = 0;
        for (int block = 0; block < _largest.Length; block++)
        {
            if (_largest[block] < limit)
            {
                continue;
            }

            ReadOnlySpan<float> values = Of(logits, block);
            for (int i = 0; i < values.Length; i++)
            {
                // Overwritten by the next one if it is below: which tokens are, no processor foresees.
                ids[count] = (block * Size) + i;
                count += values[i] >= limit ? 1 : 0;
            }
        }

        return count;
    }

    private static ReadOnlySpan<float> Of(ReadOnlySpan<float> logits, int block)
        => logits.Slice(block * Size, Math.Min(Size, logits.Length - (block * Size)));
}
