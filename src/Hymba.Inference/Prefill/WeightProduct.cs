using System.Collections.Concurrent;
using Hymba.Inference.Model;
using Hymba.Kernels;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Threading;
using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>
/// Products of many tokens with a weight matrix, Y = X W^T, the rows of W shared among threads. Weights of another type than the activations are written out
/// piece by piece into memory that stays in the cache, so there is no second copy of them; small integers in the order of the processor's products, where libtorch
/// has a kernel for that. Where products of integers are faster, they take the place of all that. One thread at a time.
/// </summary>
/// <param name="type">What activations are to libtorch.</param>
/// <param name="threads">The most threads.</param>
/// <param name="mayPair">Whether small integers may go through <see cref="PairedProduct"/> where that is possible.</param>
internal sealed class WeightProduct<TFormat, TElement>(ScalarType type, int threads, bool mayPair = true) : IDisposable
    where TFormat : struct, IElement<TElement>
    where TElement : unmanaged
{
    // Elements of W that are written out at a time: with X and Y of a piece they fit the second cache.
    private const int PieceElements = 1 << 19;

    // Products below which a second thread costs more than it brings.
    private const long MinParallelProducts = 1L << 21;

    private const int RowGrain = 32;

    private readonly ConcurrentBag<ElementBuffer<TElement>> _pieces = [];
    private readonly ElementBuffer<float> _fewRows = new(ScalarType.Float32);
    private readonly ElementBuffer<float> _fewResults = new(ScalarType.Float32);
    private readonly PairedProduct _paired = new(threads);

    /// <summary>Y = X W^T.</summary>
    /// <param name="x">[rows, columns of W].</param>
    /// <param name="weight">W.</param>
    /// <param name="y">[rows, rows of W], written.</param>
    /// <param name="rows">1 or more.</param>
    public void Run(ElementBuffer<TElement> x, WeightMatrix weight, ElementBuffer<TElement> y, int rows)
    {
        if (typeof(TElement) == typeof(float) && IntegerProduct.IsFastest(weight, rows))
        {
            IntegerProduct.Run(x.Rows(weight.Columns).Cast<float>(), weight, y.Rows(weight.Rows).Cast<float>(), rows, threads);
        }
        else if (weight.Quantized is not QuantizedMatrix quantized)
        {
            Run(x, weight.Plain!.Tensor, y, rows);
        }
        else if (rows <= QuantizedMatrix.MostVectorRows)
        {
            FewRows(x, quantized, y, rows);
        }
        else if (mayPair && typeof(TElement) == typeof(ushort) && PairedProduct.IsSupported(quantized.Columns))
        {
            _paired.Run(x.Rows(quantized.Columns).Cast<ushort>(), quantized, y.Rows(quantized.Rows).Cast<ushort>(), rows);
        }
        else
        {
            Pieces(x, y, rows, quantized.Rows, quantized.Columns, quantized.UnpackRows);
        }
    }

    /// <summary>As the other overload, for a tensor.</summary>
    public void Run(ElementBuffer<TElement> x, Tensor weight, ElementBuffer<TElement> y, int rows)
    {
        (int outputs, int inputs) = ((int)weight.shape[0], (int)weight.shape[1]);
        if (weight.dtype != type)
        {
            Pieces(x, y, rows, outputs, inputs, (start, count, target) => Widen(weight, start, count, target));
            return;
        }

        int pieces = (long)rows * outputs * inputs < MinParallelProducts ? 1 : threads;
        int pieceRows = ((outputs + (pieces * RowGrain) - 1) / (pieces * RowGrain)) * RowGrain;
        using Tensor left = x.View(rows, inputs), result = y.View(rows, outputs);
        SharedWork.Run(
            (start, end) =>
            {
                SingleThread.Stay();
                using Tensor part = weight.narrow(0, start, end - start);
                Multiply(left, part, result, start);
            },
            outputs,
            pieceRows,
            threads);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ElementBuffer<TElement> piece in _pieces)
        {
            piece.Dispose();
        }

        _paired.Dispose();
        _fewRows.Dispose();
        _fewResults.Dispose();
    }

    private static void Multiply(Tensor left, Tensor weight, Tensor result, int firstColumn)
    {
        using Tensor turned = weight.t(), part = result.narrow(1, firstColumn, weight.shape[0]);
        part.addmm_(left, turned, 0f, 1f);
    }

    private static void Widen(Tensor weight, int start, int count, Tensor target)
    {
        using Tensor part = weight.narrow(0, start, count);
        target.copy_(part);
    }

    private void Pieces(ElementBuffer<TElement> x, ElementBuffer<TElement> y, int rows, int outputs, int inputs, Action<int, int, Tensor> write)
    {
        int share = (outputs + threads - 1) / threads;
        int pieceRows = Math.Max(RowGrain, Math.Min(share, PieceElements / inputs) / RowGrain * RowGrain);
        using Tensor left = x.View(rows, inputs), result = y.View(rows, outputs);
        SharedWork.Run(
            (start, end) =>
            {
                SingleThread.Stay();
                ElementBuffer<TElement> piece = _pieces.TryTake(out ElementBuffer<TElement>? kept) ? kept : new(type);
                piece.Reserve((long)pieceRows * inputs);
                using (Tensor weights = piece.View(end - start, inputs))
                {
                    write(start, end - start, weights);
                    Multiply(left, weights, result, start);
                }

                _pieces.Add(piece);
            },
            outputs,
            pieceRows,
            threads);
    }

    private void FewRows(ElementBuffer<TElement> x, QuantizedMatrix weight, ElementBuffer<TElement> y, int rows)
    {
        KernelTier tier = KernelTiers.Current;
        _fewRows.Reserve((long)rows * weight.Columns);
        _fewResults.Reserve((long)rows * weight.Rows);
        NativeRows<float> wide = _fewRows.Rows(weight.Columns), results = _fewResults.Rows(weight.Rows);
        NormRows<TFormat, TElement, SingleElement, float>.Run(x.Rows(weight.Columns), rows, weight.Columns, [], 0f, wide, threads, tier);
        weight.Multiply(wide.Values[..(rows * weight.Columns)], rows, results.Values[..(rows * weight.Rows)], threads);
        NormRows<SingleElement, float, TFormat, TElement>.Run(results, rows, weight.Rows, [], 0f, y.Rows(weight.Rows), threads, tier);
    }
}
