using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>
/// How a layer joins its two paths, and the gradient: <c>out = (rms(a; w1) + rms(b; w2)) / 2</c>, with rms as in
/// <see cref="RmsNormGradient"/>. Runs on the calling thread; safe to call from several threads that write to different buffers.
/// </summary>
internal static unsafe class NormAverageGradient
{
    /// <summary>Writes the average, and the arguments' rstd.</summary>
    /// <param name="arguments">Inputs, and where rstd goes.</param>
    /// <param name="epsilon">Added to the mean of squares.</param>
    /// <param name="output">[R, D]; may be a or b itself if the gradient is not needed.</param>
    /// <param name="tier">Vector width.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Forward(in NormAverageArguments arguments, float epsilon, WritableRows output, KernelTier tier)
    {
        arguments.Check();
        output.Require(arguments.Rows, arguments.FirstWeight.Length, nameof(output));
        fixed (float* a = arguments.First.Values, b = arguments.Second.Values, to = output.Values)
        fixed (float* w1 = arguments.FirstWeight, w2 = arguments.SecondWeight, r1 = arguments.FirstRstd, r2 = arguments.SecondRstd)
        {
            var first = new Side(a, arguments.First.Stride, w1, r1);
            var second = new Side(b, arguments.Second.Stride, w2, r2);
            TierJob.Run(
                new ForwardJob(arguments.Rows, arguments.FirstWeight.Length, first, second, epsilon, to, output.Stride),
                tier);
        }
    }

    /// <summary>Writes da and db, and adds to dw1 and dw2.</summary>
    /// <param name="arguments">Inputs, and rstd from the forward pass.</param>
    /// <param name="outputGradient">[R, D]; may be db itself, but not da, which is written first.</param>
    /// <param name="firstGradient">da [R, D]; may be a itself.</param>
    /// <param name="firstWeightGradient">dw1 [D], added to.</param>
    /// <param name="secondGradient">db [R, D]; may be b itself.</param>
    /// <param name="secondWeightGradient">dw2 [D], added to.</param>
    /// <param name="tier">Vector width.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Backward(
        in NormAverageArguments arguments,
        ReadOnlyRows outputGradient,
        WritableRows firstGradient,
        Span<float> firstWeightGradient,
        WritableRows secondGradient,
        Span<float> secondWeightGradient,
        KernelTier tier)
    {
        arguments.Check();
        int width = arguments.FirstWeight.Length;
        outputGradient.Require(arguments.Rows, width, nameof(outputGradient));
        firstGradient.Require(arguments.Rows, width, nameof(firstGradient));
        secondGradient.Require(arguments.Rows, width, nameof(secondGradient));
        ReadOnlyRows.Require(firstWeightGradient.Length, width, 1, width, nameof(firstWeightGradient));
        ReadOnlyRows.Require(secondWeightGradient.Length, width, 1, width, nameof(secondWeightGradient));
        fixed (float* a = arguments.First.Values, b = arguments.Second.Values, dy = outputGradient.Values)
        fixed (float* w1 = arguments.FirstWeight, w2 = arguments.SecondWeight, r1 = arguments.FirstRstd, r2 = arguments.SecondRstd)
        fixed (float* da = firstGradient.Values, db = secondGradient.Values, dw1 = firstWeightGradient, dw2 = secondWeightGradient)
        {
            var first = new Side(a, arguments.First.Stride, w1, r1, da, firstGradient.Stride, dw1);
            var second = new Side(b, arguments.Second.Stride, w2, r2, db, secondGradient.Stride, dw2);
            TierJob.Run(new BackwardJob(arguments.Rows, width, first, second, dy, outputGradient.Stride), tier);
        }
    }

    private readonly struct Side(
        float* x, int stride, float* weight, float* rstd, float* gradient = null, int gradientStride = 0, float* weightGradient = null)
    {
        public float* Weight => weight;

        public float* Row(nint row) => x + (row * stride);

        public float Measure<TLanes>(nint row, int width, float epsilon)
            where TLanes : struct, ILanes<TLanes>
            => rstd[row] = RmsRow.InverseRms<TLanes>(Row(row), width, epsilon);

        public void Gradient<TLanes>(nint row, int width, float* outputGradient)
            where TLanes : struct, ILanes<TLanes>
            => RmsRow.Gradient<TLanes>(
                outputGradient, 0.5f, Row(row), weight, rstd[row], width, gradient + (row * gradientStride), weightGradient);
    }

    private readonly struct ForwardJob(int rows, int width, Side first, Side second, float epsilon, float* output, int outputStride)
        : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint row = 0; row < rows; row++)
            {
                float* to = output + (row * outputStride);
                float r1 = 0.5f * first.Measure<TLanes>(row, width, epsilon), r2 = 0.5f * second.Measure<TLanes>(row, width, epsilon);
                int i = Average<TLanes>(first.Row(row), first.Weight, r1, second.Row(row), second.Weight, r2, 0, width, to);
                Average<Lanes1>(first.Row(row), first.Weight, r1, second.Row(row), second.Weight, r2, i, width, to);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static int Average<TLanes>(float* a, float* w1, float r1, float* b, float* w2, float r2, int start, int width, float* to)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes aScale = TLanes.Create(r1), bScale = TLanes.Create(r2);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes scaled = TLanes.Load(b + i) * bScale * TLanes.Load(w2 + i);
                TLanes.Store(TLanes.FusedMultiplyAdd(TLanes.Load(a + i) * aScale, TLanes.Load(w1 + i), scaled), to + i);
            }

            return i;
        }
    }

    private readonly struct BackwardJob(int rows, int width, Side first, Side second, float* outputGradient, int outputGradientStride)
        : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint row = 0; row < rows; row++)
            {
                float* from = outputGradient + (row * outputGradientStride);
                first.Gradient<TLanes>(row, width, from);
                second.Gradient<TLanes>(row, width, from);
            }
        }
    }
}
