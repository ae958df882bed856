using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>One row's part of the norms by root mean square.</summary>
internal static unsafe class RmsRow
{
    /// <summary>1 / sqrt(mean(x²) + epsilon).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float InverseRms<TLanes>(float* x, int width, float epsilon)
        where TLanes : struct, ILanes<TLanes>
    {
        // Four chains, so that one addition need not wait for the last.
        TLanes a = TLanes.Create(0f), b = a, c = a, d = a;
        int i = 0;
        for (; i <= width - (4 * TLanes.Count); i += 4 * TLanes.Count)
        {
            a = AddSquare(x + i, a);
            b = AddSquare(x + i + TLanes.Count, b);
            c = AddSquare(x + i + (2 * TLanes.Count), c);
            d = AddSquare(x + i + (3 * TLanes.Count), d);
        }

        for (; i <= width - TLanes.Count; i += TLanes.Count)
        {
            a = AddSquare(x + i, a);
        }

        float sum = LaneSum.Of(a + b + (c + d));
        for (; i < width; i++)
        {
            sum += x[i] * x[i];
        }

        return 1f / MathF.Sqrt((sum / width) + epsilon);
    }

    /// <summary>
    /// With g = factor * dY: dX = rstd w g - x rstd³ / D sum(g w x), and dW += g x rstd. dX may replace x or dY.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TLanes>(float* outputGradient, float factor, float* x, float* w, float rstd, int width, float* dx, float* dw)
        where TLanes : struct, ILanes<TLanes>
    {
        float along = factor * Dot<TLanes>(outputGradient, x, w, width) * rstd * rstd * rstd / width;
        int i = Write<TLanes>(outputGradient, factor * rstd, x, w, along, 0, width, dx, dw);
        Write<Lanes1>(outputGradient, factor * rstd, x, w, along, i, width, dx, dw);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Dot<TLanes>(float* outputGradient, float* x, float* w, int width)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes a = TLanes.Create(0f), b = a;
        int i = 0;
        for (; i <= width - (2 * TLanes.Count); i += 2 * TLanes.Count)
        {
            a = AddProduct(outputGradient + i, x + i, w + i, a);
            int next = i + TLanes.Count;
            b = AddProduct(outputGradient + next, x + next, w + next, b);
        }

        for (; i <= width - TLanes.Count; i += TLanes.Count)
        {
            a = AddProduct(outputGradient + i, x + i, w + i, a);
        }

        float sum = LaneSum.Of(a + b);
        for (; i < width; i++)
        {
            sum += outputGradient[i] * x[i] * w[i];
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Write<TLanes>(
        float* outputGradient, float scale, float* x, float* w, float along, int start, int width, float* dx, float* dw)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes scales = TLanes.Create(scale), minusAlong = TLanes.Create(-along);
        int i = start;
        for (; i <= width - TLanes.Count; i += TLanes.Count)
        {
            TLanes g = TLanes.Load(outputGradient + i) * scales;
            TLanes value = TLanes.Load(x + i);
            TLanes.Store(TLanes.FusedMultiplyAdd(value, minusAlong, g * TLanes.Load(w + i)), dx + i);
            TLanes.Store(TLanes.FusedMultiplyAdd(g, value, TLanes.Load(dw + i)), dw + i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes AddSquare<TLanes>(float* x, TLanes sum)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes value = TLanes.Load(x);
        return TLanes.FusedMultiplyAdd(value, value, sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes AddProduct<TLanes>(float* g, float* x, float* w, TLanes sum)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.FusedMultiplyAdd(TLanes.Load(g) * TLanes.Load(x), TLanes.Load(w), sum);
}
