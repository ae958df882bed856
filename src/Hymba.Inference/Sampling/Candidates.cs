using System.Numerics.Tensors;

namespace Hymba.Inference.Sampling;

/// <summary>
/// The tokens that may be drawn, with their weights: temperature, top-k, softmax, top-p, min-p, in that order. Buffers are reused.
/// </summary>
internal sealed class Candidates(SamplingOptions options, int vocabularySize)
{
    // Of logits, in temperatures.
    private static readonly double[] NearBest = [4, 8, double.PositiveInfinity];

    // Neighbours that a draw among all tokens passes over together.
    private const int PartLength = 64;

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
    /// <param name="logits">After bias and penalties; checked: no NaN, no plus infinity, the largest finite.</param>
    /// <param name="blocks">Has read them.</param>
    public void Fill(ReadOnlySpan<float> logits, LogitBlocks blocks)
    {
        float best = logits[blocks.Best];
        bool needsAll = options.TopK is null && (HasTopP || options.MinP is null or 0);
        Gather(logits, blocks, needsAll ? float.NegativeInfinity : options.TopK is { } most ? blocks.ReachedBy(most) : LeastProbable(best));
        if (options.TopK is { } topK)
        {
            _count = BestFirst.Select(_ids.AsSpan(0, _count), logits, topK);
        }

        int weighed = _count;
        double total = weighed == logits.Length && (needsAll || options.MinP is null) ? Exponentials.Run(logits, best, _temperature, _weights) : Weigh(logits, best);
        if (HasTopP)
        {
            double target = options.TopP!.Value * total;
            if (needsAll)
            {
                GatherMostProbable(logits, blocks, best, target);
            }

            _count = BestFirst.Select(_ids.AsSpan(0, _count), logits, _weights, target);
        }

        if (options.MinP is > 0 and { } minP)
        {
            if (needsAll)
            {
                // In double, as above: what reaches the limit must not hang on the other options.
                total = Weigh(logits, best);
            }

            KeepAtLeast(minP);
        }

        _total = _count == weighed ? total : Sum();
    }

    /// <summary>The token at a point of the kept tokens' probabilities laid end to end.</summary>
    /// <param name="point">In [0, 1), uniformly random for a draw.</param>
    public int At(double point)
    {
        double left = point * _total;
        int from = _count == _weights.Length && !HasTopP ? PassOver(ref left) : 0, chosen = -1;
        foreach (int id in Ids[from..])
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

    // All tokens, by id: to the part that holds the point, or the last one that holds anything.
    private int PassOver(ref double left)
    {
        (int part, double before) = (0, left);
        for (int start = 0; start < _weights.Length; start += PartLength)
        {
            double sum = TensorPrimitives.Sum<double>(_weights.AsSpan(start, Math.Min(PartLength, _weights.Length - start)));
            if (sum > 0)
            {
                (part, before) = (start, left);
                if (left < sum)
                {
                    break;
                }
            }

            left -= sum;
        }

        left = before;
        return part;
    }

    private bool HasTopP => options.TopP is < 1f;

    private void Gather(ReadOnlySpan<float> logits, LogitBlocks blocks, float limit) => _count = blocks.Gather(logits, limit, _ids);

    // A little below the logit of min-p, for what rounding does to it and to the weights: what is too improbable after all is left out next.
    private float LeastProbable(float best)
    {
        double limit = best + (_temperature * Math.Log(options.MinP!.Value));
        return MathF.BitDecrement((float)(limit - (1e-6 * (Math.Abs(best) + _temperature))));
    }

    // The tokens that are enough are mostly among the few best ones, and finding them there takes far less time.
    private void GatherMostProbable(ReadOnlySpan<float> logits, LogitBlocks blocks, float best, double target)
    {
        int all = _count;
        foreach (double distance in NearBest)
        {
            Gather(logits, blocks, (float)(best - (distance * _temperature)));
            if (_count == all || Sum() >= target)
            {
                return;
            }
        }
    }

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
