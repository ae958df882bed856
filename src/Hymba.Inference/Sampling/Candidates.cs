namespace Hymba.Inference.Sampling;

/// <summary>
/// The tokens that may be drawn, with their weights: temperature, top-k, softmax, top-p, min-p, in that order. Buffers are reused.
/// </summary>
internal sealed class Candidates(SamplingOptions options, int vocabularySize)
{
    private readonly int[] _ids = new int[vocabularySize];
    private readonly double[] _weights = new double[vocabularySize]; // by token id: probability relative to the best token's
    private readonly double _temperature = options.EffectiveTemperature;
    private int _count;
    private double _total; // of the kept tokens' weights

    /// <summary>The kept tokens, in an order that is always the same for the same logits.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, _count);

    /// <summary>Probability of a kept token, relative to the most probable token's 1.</summary>
    public double Weight(int id) => _weights[id];

    /// <summary>Chooses the tokens to keep.</summary>
    /// <param name="logits">After bias and penalties; checked: no NaN, no plus infinity.</param>
    /// <param name="best">The largest logit, finite.</param>
    public void Fill(ReadOnlySpan<float> logits, float best)
    {
        Allow(logits);
        if (options.TopK is { } topK)
        {
            _count = BestFirst.Select(_ids.AsSpan(0, _count), logits, topK);
        }

        int weighed = _count;
        double total = weighed == logits.Length ? Exponentials.Run(logits, best, _temperature, _weights) : Weigh(logits, best);
        if (options.TopP is { } topP and < 1f)
        {
            _count = BestFirst.Select(_ids.AsSpan(0, _count), logits, _weights, topP * total);
        }

        if (options.MinP is { } minP)
        {
            KeepAtLeast(minP);
        }

        _total = _count == weighed ? total : Sum();
    }

    /// <summary>The token at a point of the kept tokens' probabilities laid end to end.</summary>
    /// <param name="point">In [0, 1), uniformly random for a draw.</param>
    public int At(double point)
    {
        double left = point * _total;
        int chosen = -1;
        foreach (int id in Ids)
        {
            // Rounding may leave a remainder at the end: it belongs to the last token that can be drawn at all.
            if (_weights[id] == 0)
            {
                continue;
            }

            chosen = id;
            left -= _weights[id];
            if (left < 0)
            {
                break;
            }
        }

        return chosen;
    }

    private void Allow(ReadOnlySpan<float> logits)
    {
        int[] ids = _ids;
        int count = 0;
        for (int id = 0; id < logits.Length; id++)
        {
            // Overwritten by the next one if it is not allowed: which tokens a constraint forbids, no processor foresees.
            ids[count] = id;
            count += logits[id] != float.NegativeInfinity ? 1 : 0;
        }

        _count = count;
    }

    // The library computes one by one where minus infinity is among the numbers, and that for the forbidden ones as well.
    private double Weigh(ReadOnlySpan<float> logits, float best)
    {
        double sum = 0;
        foreach (int id in Ids)
        {
            // The difference first: a tiny temperature then gives 0 instead of infinity minus infinity.
            _weights[id] = Math.Exp(((double)logits[id] - best) / _temperature);
            sum += _weights[id];
        }

        return sum;
    }

    private double Sum()
    {
        double sum = 0;
        foreach (int id in Ids)
        {
            sum += _weights[id];
        }

        return sum;
    }

    private void KeepAtLeast(double weight)
    {
        int kept = 0;
        foreach (int id in Ids)
        {
            if (_weights[id] >= weight)
            {
                _ids[kept++] = id;
            }
        }

        _count = kept;
    }
}
