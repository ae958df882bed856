namespace Hymba.Inference.Sampling;

/// <summary>The model's own log-probabilities of one step, taken before bias and penalties change the logits. Buffers are reused.</summary>
internal sealed class LogProbabilities(int top, int vocabularySize)
{
    private readonly float[] _logits = new float[vocabularySize];
    private readonly int[] _ids = new int[vocabularySize];
    private double _logOfSum;

    /// <summary>Keeps the logits of a step.</summary>
    public void Read(ReadOnlySpan<float> logits)
    {
        logits.CopyTo(_logits);
        double best = double.NegativeInfinity, sum = 0;
        foreach (float logit in logits)
        {
            best = Math.Max(best, logit);
        }

        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - best);
        }

        _logOfSum = best + Math.Log(sum);
    }

    /// <summary>Natural logarithm of a token's probability.</summary>
    public float Of(int id) => (float)(_logits[id] - _logOfSum);

    /// <summary>The most probable tokens, best first; tokens that a constraint forbids are left out.</summary>
    public IReadOnlyList<TokenLogProbability> Top()
    {
        int count = 0;
        for (int id = 0; id < _logits.Length && top > 0; id++)
        {
            if (_logits[id] != float.NegativeInfinity)
            {
                _ids[count++] = id;
            }
        }

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
