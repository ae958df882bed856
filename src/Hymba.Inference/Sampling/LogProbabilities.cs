namespace Hymba.Inference.Sampling;

/// <summary>The model's own log-probabilities of one step, taken before bias and penalties change the logits. Buffers are reused.</summary>
internal sealed class LogProbabilities(int top, int vocabularySize)
{
    private readonly float[] _logits = new float[vocabularySize];
    private readonly LogitBlocks _blocks = new(vocabularySize);
    private readonly int[] _ids = new int[vocabularySize];
    private readonly double[] _powers = new double[vocabularySize];
    private double _logOfSum;

    /// <summary>Keeps the logits of a step.</summary>
    public void Read(ReadOnlySpan<float> logits)
    {
        logits.CopyTo(_logits);
        _blocks.Read(logits);
        float best = logits[_blocks.Best];
        _logOfSum = best + Math.Log(Exponentials.Run(logits, best, temperature: 1, _powers));
    }

    /// <summary>Natural logarithm of a token's probability.</summary>
    public float Of(int id) => (float)(_logits[id] - _logOfSum);

    /// <summary>The most probable tokens, best first; tokens that a constraint forbids are left out.</summary>
    public IReadOnlyList<TokenLogProbability> Top()
    {
        int count = top == 0 ? 0 : _blocks.Gather(_logits, _blocks.ReachedBy(top), _ids);
        Span<int> best = _ids.AsSpan(0, BestFirst.Select(_ids.AsSpan(0, count), _logits, top));
        BestFirst.Sort(best, _logits);
        var result = new TokenLogProbability[best.Length];
        for (int i = 0; i < best.Length; i++)
        {
            result[i] = new(best[i], Of(best[i]));
        }

        return result;
    }
}
