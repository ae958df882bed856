using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>
/// AdamW (Loshchilov and Hutter) over flat arrays, in one pass: <c>g = scale gradient</c>, <c>m = beta1 m + (1 - beta1) g</c>,
/// <c>v = beta2 v + (1 - beta2) g g</c>, <c>p = p (1 - rate decay) - rate m' / (sqrt(v') + epsilon)</c>, with m' and v' corrected for their start
/// at zero. The bits are the same in every tier.
/// </summary>
internal static unsafe class AdamW
{
    // Long enough to make double additions rare, short enough that float32 lanes lose nothing that counts.
    private const int PieceLength = 1024;

    /// <summary>One step in the process's tier. Safe to call from several threads for different memory.</summary>
    /// <param name="parameters">p; updated.</param>
    /// <param name="gradients">As long as p.</param>
    /// <param name="firstMoments">m, as long as p; updated.</param>
    /// <param name="secondMoments">v, as long as p; updated.</param>
    /// <param name="settings">The numbers of this step.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the step is not positive.</exception>
    public static void Step(
        Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> firstMoments, Span<float> secondMoments, in AdamWSettings settings)
        => Step(parameters, gradients, firstMoments, secondMoments, settings, KernelTiers.Current);

    /// <summary>As the other overload, in a given tier; one that the processor lacks runs in software.</summary>
    public static void Step(
        Span<float> parameters,
        ReadOnlySpan<float> gradients,
        Span<float> firstMoments,
        Span<float> secondMoments,
        in AdamWSettings settings,
        KernelTier tier)
    {
        RequireLength(gradients.Length, parameters.Length, nameof(gradients));
        RequireLength(firstMoments.Length, parameters.Length, nameof(firstMoments));
        RequireLength(secondMoments.Length, parameters.Length, nameof(secondMoments));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.Step);
        fixed (float* p = parameters, g = gradients, m = firstMoments, v = secondMoments)
        {
            switch (tier)
            {
                case KernelTier.Vector512:
                    Update<Lanes16>(p, g, m, v, parameters.Length, settings);
                    break;
                case KernelTier.Vector256:
                    Update<Lanes8>(p, g, m, v, parameters.Length, settings);
                    break;
                case KernelTier.Vector128:
                    Update<Lanes4>(p, g, m, v, parameters.Length, settings);
                    break;
                default:
                    Update<Lanes1>(p, g, m, v, parameters.Length, settings);
                    break;
            }
        }
    }

    /// <summary>The sum of squares in the process's tier: float32 over pieces of 1024, double over the pieces.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> values) => SumOfSquares(values, KernelTiers.Current);

    /// <summary>As the other overload, in a given tier; one that the processor lacks runs in software.</summary>
    public static double SumOfSquares(ReadOnlySpan<float> values, KernelTier tier)
    {
        double sum = 0;
        fixed (float* start = values)
        {
            for (nint at = 0; at < values.Length; at += PieceLength)
            {
                int length = (int)Math.Min(PieceLength, values.Length - at);
                sum += tier switch
                {
                    KernelTier.Vector512 => Squares<Lanes16>(start + at, length),
                    KernelTier.Vector256 => Squares<Lanes8>(start + at, length),
                    KernelTier.Vector128 => Squares<Lanes4>(start + at, length),
                    _ => Squares<Lanes1>(start + at, length),
                };
            }
        }

        return sum;
    }

    private static void RequireLength(int length, int needed, string name)
    {
        if (length != needed)
        {
            throw new ArgumentException($"{needed} elements are needed, as many as parameters; {length} were given.", name);
        }
    }

    private static void Update<TLanes>(float* p, float* g, float* m, float* v, int count, in AdamWSettings settings)
        where TLanes : struct, ILanes<TLanes>
    {
        int whole = count / TLanes.Count * TLanes.Count;
        Range<TLanes>(p, g, m, v, 0, whole, settings);
        Range<Lanes1>(p, g, m, v, whole, count, settings);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Range<TLanes>(float* p, float* g, float* m, float* v, nint start, nint end, in AdamWSettings settings)
        where TLanes : struct, ILanes<TLanes>
    {
        double rate = settings.LearningRate;
        TLanes scale = TLanes.Create(settings.GradientScale);
        TLanes beta1 = TLanes.Create(settings.Beta1), rest1 = TLanes.Create((float)(1 - (double)settings.Beta1));
        TLanes beta2 = TLanes.Create(settings.Beta2), rest2 = TLanes.Create((float)(1 - (double)settings.Beta2));
        TLanes kept = TLanes.Create((float)(1 - (rate * settings.WeightDecay)));
        TLanes step = TLanes.Create((float)(-rate / (1 - Math.Pow(settings.Beta1, settings.Step))));
        TLanes correction = TLanes.Create((float)(1 / Math.Sqrt(1 - Math.Pow(settings.Beta2, settings.Step))));
        TLanes epsilon = TLanes.Create(settings.Epsilon);
        for (nint i = start; i < end; i += TLanes.Count)
        {
            TLanes gradient = TLanes.Load(g + i) * scale;
            TLanes first = TLanes.FusedMultiplyAdd(gradient, rest1, TLanes.Load(m + i) * beta1);
            TLanes second = TLanes.FusedMultiplyAdd(gradient * gradient, rest2, TLanes.Load(v + i) * beta2);
            TLanes.Store(first, m + i);
            TLanes.Store(second, v + i);
            TLanes root = TLanes.FusedMultiplyAdd(TLanes.Sqrt(second), correction, epsilon);
            TLanes.Store(TLanes.FusedMultiplyAdd(step, first / root, TLanes.Load(p + i) * kept), p + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Squares<TLanes>(float* values, int length)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes first = TLanes.Create(0f), second = first, third = first, fourth = first;
        int i = 0;
        for (; i <= length - (4 * TLanes.Count); i += 4 * TLanes.Count)
        {
            TLanes a = TLanes.Load(values + i), b = TLanes.Load(values + i + TLanes.Count);
            TLanes c = TLanes.Load(values + i + (2 * TLanes.Count)), d = TLanes.Load(values + i + (3 * TLanes.Count));
            first = TLanes.FusedMultiplyAdd(a, a, first);
            second = TLanes.FusedMultiplyAdd(b, b, second);
            third = TLanes.FusedMultiplyAdd(c, c, third);
            fourth = TLanes.FusedMultiplyAdd(d, d, fourth);
        }

        double sum = TLanes.Sum((first + second) + (third + fourth));
        for (; i < length; i++)
        {
            sum += (double)values[i] * values[i];
        }

        return sum;
    }
}
