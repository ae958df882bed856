namespace Hymba.Inference.Sampling;

/// <summary>
/// Finds the best tokens without sorting the vocabulary. The order is by logit, largest first, and by id where logits are equal, so no two
/// tokens tie. A quickselect: on average the time is linear in the number of tokens.
/// </summary>
internal static class BestFirst
{
    /// <summary>
    /// Moves the best tokens to the front, in no particular order, and returns how many they are: count, or all if there are fewer.
    /// </summary>
    public static int Select(Span<int> ids, ReadOnlySpan<float> logits, int count)
        => count >= ids.Length ? ids.Length : Select(ids, logits, [], count);

    /// <summary>
    /// Moves to the front the fewest best tokens whose weights add up to at least a target, and returns how many they are (all, if the sum
    /// falls short).
    /// </summary>
    /// <param name="ids">The tokens; reordered, always in the same way for the same input.</param>
    /// <param name="logits">By token id; none of the tokens' logits is NaN.</param>
    /// <param name="weights">By token id, 0 or more; empty counts each token as 1.</param>
    /// <param name="target">Above 0.</param>
    public static int Select(Span<int> ids, ReadOnlySpan<float> logits, ReadOnlySpan<double> weights, double target)
    {
        // Tokens before low are taken and weigh less than the target; those from high on are not needed.
        int low = 0, high = ids.Length;
        double taken = 0;
        while (high - low > 1)
        {
            int pivot = Partition(ids[low..high], logits) + low;
            double better = taken;
            foreach (int id in ids[low..pivot])
            {
                better += Weight(weights, id);
            }

            if (better >= target)
            {
                high = pivot;
                continue;
            }

            taken = better + Weight(weights, ids[pivot]);
            low = pivot + 1;
            if (taken >= target)
            {
                return low;
            }
        }

        return high;
    }

    /// <summary>Sorts tokens by the same order.</summary>
    public static void Sort(Span<int> ids, float[] logits)
        => ids.Sort((left, right) => IsBetter(left, right, logits) ? -1 : left == right ? 0 : 1);

    private static double Weight(ReadOnlySpan<double> weights, int id) => weights.IsEmpty ? 1 : weights[id];

    private static bool IsBetter(int left, int right, ReadOnlySpan<float> logits)
        => logits[left] > logits[right] || (logits[left] == logits[right] && left < right);

    /// <summary>Puts the tokens better than a pivot before it and the others after it; returns where the pivot ends up.</summary>
    private static int Partition(Span<int> ids, ReadOnlySpan<float> logits)
    {
        int last = ids.Length - 1;
        int middle = MiddleOfThree(ids, logits);
        (ids[middle], ids[last]) = (ids[last], ids[middle]);
        int pivot = ids[last], next = 0;
        for (int i = 0; i < last; i++)
        {
            if (IsBetter(ids[i], pivot, logits))
            {
                (ids[i], ids[next]) = (ids[next], ids[i]);
                next++;
            }
        }

        (ids[next], ids[last]) = (ids[last], ids[next]);
        return next;
    }

    private static int MiddleOfThree(Span<int> ids, ReadOnlySpan<float> logits)
    {
        int first = 0, middle = ids.Length / 2, last = ids.Length - 1;
        if (IsBetter(ids[middle], ids[first], logits))
        {
            (first, middle) = (middle, first);
        }

        if (!IsBetter(ids[last], ids[middle], logits))
        {
            return middle;
        }

        return IsBetter(ids[last], ids[first], logits) ? first : last;
    }
}
