using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

/// <summary>
/// The norm by root mean square of float32 rows [R, D] and its gradient: <c>y = w x r</c> with <c>r = 1 / sqrt(mean(x²) + epsilon)</c>.
/// Runs on the calling thread; safe to call from several threads that write to different buffers.
/// </summary>
internal static unsafe class RmsNormGradient
{
    /// <summary>Writes y and each row's r.</summary>
    /// <param name="rows">R.</param>
    /// <param name="x">[R, D].</param>
    /// <param name="weight">[D]; its length is D.</param>
    /// <param name="epsilon">Added to the mean of squares.</param>
    /// <param name="y">[R, D]; may be x itself if the gradient is not needed.</param>
    /// <param name="rstd">[R].</param>
    /// <param name="tier">Vector width.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Forward(
        int rows, ReadOnlyRows x, ReadOnlySpan<float> weight, float epsilon, WritableRows y, Span<float> rstd, KernelTier tier)
    {
        Check(rows, weight.Length, x, y, nameof(y), rstd.Length);
        fixed (float* xs = x.Values, w = weight, ys = y.Values, r = rstd)
        {
            TierJob.Run(new ForwardJob(rows, weight.Length, xs, x.Stride, w, epsilon, ys, y.Stride, r), tier);
        }
    }

    /// <summary>Writes dX and adds to dW.</summary>
    /// <param name="rows">R.</param>
    /// <param name="outputGradient">dY [R, D].</param>
    /// <param name="x">[R, D], as it went in.</param>
    /// <param name="weight">[D]; its length is D.</param>
    /// <param name="rstd">[R], from the forward pass.</param>
    /// <param name="inputGradient">dX [R, D]; may be dY or x itself.</param>
    /// <param name="weightGradient">dW [D], added to.</param>
    /// <param name="tier">Vector width.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes.</exception>
    public static void Backward(
        int rows,
        ReadOnlyRows outputGradient,
        ReadOnlyRows x,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> rstd,
        WritableRows inputGradient,
        Span<float> weightGradient,
        KernelTier tier)
    {
        Check(rows, weight.Length, x, inputGradient, nameof(inputGradient), rstd.Length);
        outputGradient.Require(rows, weight.Length, nameof(outputGradient));
        ReadOnlyRows.Require(weightGradient.Length, weight.Length, 1, weight.Length, nameof(weightGradient));
        fixed (float* dy = outputGradient.Values, xs = x.Values, w = weight, r = rstd, dx = inputGradient.Values, dw = weightGradient)
        {
            var job = new BackwardJob(
                rows, weight.Length, dy, outputGradient.Stride, xs, x.Stride, w, r, dx, inputGradient.Stride, dw);
            TierJob.Run(job, tier);
        }
    }

    private static void Check(int rows, int width, ReadOnlyRows x, WritableRows written, string writtenName, int rstd)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfZero(width);
        x.Require(rows, width, nameof(x));
        written.Require(rows, width, writtenName);
        ReadOnlyRows.Require(rstd, rows, 1, rows, nameof(rstd));
    }

    private readonly struct ForwardJob(
        int rows, int width, float* x, int xStride, float* weight, float epsilon, float* y, int yStride, float* rstd) : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint row = 0; row < rows; row++)
            {
                float* from = x + (row * xStride);
                float* to = y + (row * yStride);
                rstd[row] = RmsRow.InverseRms<TLanes>(from, width, epsilon);
                int i = Scale<TLanes>(from, weight, rstd[row], 0, width, to);
                Scale<Lanes1>(from, weight, rstd[row], i, width, to);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static int Scale<TLanes>(float* x, float* weight, float rstd, int start, int width, float* y)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes scale = TLanes.Create(rstd);
            int i = start;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Load(x + i) * scale * TLanes.Load(weight + i), y + i);
            }

            return i;
        }
    }

    private readonly struct BackwardJob(
        int rows,
        int width,
        float* outputGradient,
        int outputGradientStride,
        float* x,
        int xStride,
        float* weight,
        float* rstd,
        float* inputGradient,
        int inputGradientStride,
        float* weightGradient) : ITierJob
    {
        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (nint row = 0; row < rows; row++)
            {
                RmsRow.Gradient<TLanes>(
                    outputGradient + (row * outputGradientStride),
                    1f,
                    x + (row * xStride),
                    weight,
                    rstd[row],
                    width,
                    inputGradient + (row * inputGradientStride),
                    weightGradient);
            }
        }
    }
}
