using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>The weighted cross entropy of rows of logits, and its gradient in their place.</summary>
internal static unsafe class CrossEntropyGradient
{
    /// <summary>The label of a row that does not count.</summary>
    public const int Ignored = -100;

    // A piece of a row stays in the first-level cache between the search for its greatest value and the exponentials.
    private const int PieceLength = 1024;

    /// <summary>Runs in the process's tier. Safe to call from several threads for different rows.</summary>
    /// <param name="logits">[rows, V], packed, none of them NaN or +infinity; replaced by weight * (softmax - one hot), zeros for ignored rows.</param>
    /// <param name="vocabulary">V, 1 or more.</param>
    /// <param name="labels">[rows]: the right token's id, or <see cref="Ignored"/>.</param>
    /// <param name="weights">[rows].</param>
    /// <returns>The sum of weight * -ln softmax(logits)[label].</returns>
    /// <exception cref="ArgumentException">The lengths do not fit, or a label is not an id; nothing has been written then.</exception>
    public static double Run(Span<float> logits, int vocabulary, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
        => Run(logits, vocabulary, labels, weights, KernelTiers.Current);

    /// <summary>As the other overload, in a given tier; one that the processor lacks runs in software.</summary>
    public static double Run(
        Span<float> logits, int vocabulary, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, KernelTier tier)
    {
        Check(logits.Length, vocabulary, labels, weights);
        double loss = 0;
        fixed (float* values = logits)
        {
            for (int row = 0; row < labels.Length; row++)
            {
                float* start = values + ((nint)row * vocabulary);
                if (labels[row] == Ignored)
                {
                    new Span<float>(start, vocabulary).Clear();
                    continue;
                }

                loss += tier switch
                {
                    KernelTier.Vector512 => Row<Lanes16>(start, vocabulary, labels[row], weights[row]),
                    KernelTier.Vector256 => Row<Lanes8>(start, vocabulary, labels[row], weights[row]),
                    KernelTier.Vector128 => Row<Lanes4>(start, vocabulary, labels[row], weights[row]),
                    _ => Row<Lanes1>(start, vocabulary, labels[row], weights[row]),
                };
            }
        }

        return loss;
    }

    private static void Check(int length, int vocabulary, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(vocabulary);
        ReadOnlyRows.Require(weights.Length, 1, labels.Length, 1, nameof(weights));
        ReadOnlyRows.Require(length, vocabulary, labels.Length, vocabulary, "logits");
        foreach (int label in labels)
        {
            if (label != Ignored && (uint)label >= (uint)vocabulary)
            {
                throw new ArgumentOutOfRangeException(nameof(labels), label, $"A label is from 0 to {vocabulary - 1}, or {Ignored}.");
            }
        }
    }

    // Each piece becomes exponentials relative to its own greatest value, which is kept: one exponential per logit, and the second pass only
    // multiplies by one factor per piece.
    [SkipLocalsInit]
    private static double Row<TLanes>(float* row, int vocabulary, int label, float weight)
        where TLanes : struct, ILanes<TLanes>
    {
        int pieces = (vocabulary + PieceLength - 1) / PieceLength;
        using var scratch = new AlignedScratch(2 * AlignedScratch.Padded(pieces));
        float* greatest = scratch.Take(pieces);
        float* sums = scratch.Take(pieces);
        float chosen = row[label];
        float top = float.MinValue;
        for (int piece = 0; piece < pieces; piece++)
        {
            int start = piece * PieceLength;
            int length = Math.Min(PieceLength, vocabulary - start);
            greatest[piece] = Greatest<TLanes>(row + start, length);
            sums[piece] = Exponentials<TLanes>(row + start, length, greatest[piece]);
            top = MathF.Max(top, greatest[piece]);
        }

        double sum = 0;
        for (int piece = 0; piece < pieces; piece++)
        {
            sum += sums[piece] * Math.Exp((double)greatest[piece] - top);
        }

        for (int piece = 0; piece < pieces; piece++)
        {
            int start = piece * PieceLength;
            float factor = (float)(weight * Math.Exp((double)greatest[piece] - top) / sum);
            Scale<TLanes>(row + start, Math.Min(PieceLength, vocabulary - start), factor);
        }

        row[label] -= weight;
        return weight * (Math.Log(sum) + top - chosen);
    }

    // Begins at the least finite value, so that a piece of nothing but -infinity gives zeros and no NaN.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Greatest<TLanes>(float* values, int length)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes first = TLanes.Create(float.MinValue), second = first;
        int i = 0;
        for (; i <= length - (2 * TLanes.Count); i += 2 * TLanes.Count)
        {
            first = TLanes.Greater(first, TLanes.Load(values + i));
            second = TLanes.Greater(second, TLanes.Load(values + i + TLanes.Count));
        }

        float greatest = TLanes.Max(TLanes.Greater(first, second));
        for (; i < length; i++)
        {
            greatest = MathF.Max(greatest, values[i]);
        }

        return greatest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Exponentials<TLanes>(float* values, int length, float greatest)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes offset = TLanes.Create(greatest);
        TLanes lanes = TLanes.Create(0f);
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes e = Exponential.Exp(TLanes.Load(values + i) - offset);
            TLanes.Store(e, values + i);
            lanes += e;
        }

        float sum = TLanes.Sum(lanes);
        for (; i < length; i++)
        {
            Lanes1 e = Exponential.Exp(Lanes1.Load(values + i) - Lanes1.Create(greatest));
            Lanes1.Store(e, values + i);
            sum += Lanes1.Sum(e);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale<TLanes>(float* values, int length, float factor)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes by = TLanes.Create(factor);
        int i = 0;
        for (; i <= length - TLanes.Count; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Load(values + i) * by, values + i);
        }

        for (; i < length; i++)
        {
            values[i] *= factor;
        }
    }
}
