using System.Collections.Concurrent;
using System.Numerics;
using Hymba.Inference.Model;
using Hymba.Inference.Native;
using Hymba.Kernels;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Quantization;
using Hymba.Kernels.Threading;
using static TorchSharp.torch;

namespace Hymba.Inference.Prefill;

/// <summary>
/// Products of many tokens with a quantized matrix, Y = X W^T, by blocks of W: each is written out into a cache as bfloat16, in the order in which the processor
/// multiplies, and then meets all of X. One thread at a time.
/// </summary>
/// <param name="threads">The most threads.</param>
internal sealed class PairedProduct(int threads) : IDisposable
{
    // Rows of W at a time: a row of products has registers for half of them. Half as many where each thread would have few blocks.
    private const int BlockRows = 128;
    private const int FewBlocks = 16;

    // Columns of W at a time: a block stays in the second cache beside X.
    private const int MostColumns = 2048;

    // The kernel is compiled for each number of rows of X: these, 192, 128, 64 and the powers of two below.
    private const int MostTokens = 256;
    private const int TokenGrain = 64;

    private readonly ConcurrentBag<Scratch> _scratch = [];

    /// <summary>Whether this machine can, for a number of columns of W.</summary>
    public static bool IsSupported(int columns) => columns % 2 == 0 && BlockProduct.IsSupported;

    /// <summary>Y = X W^T.</summary>
    /// <param name="x">[rows, columns of W].</param>
    /// <param name="weight">W.</param>
    /// <param name="y">[rows, rows of W], written.</param>
    /// <param name="rows">1 or more.</param>
    public void Run(NativeRows<ushort> x, QuantizedMatrix weight, NativeRows<ushort> y, int rows)
    {
        (int outputs, int inputs) = (weight.Rows, weight.Columns);
        x.Require(rows, inputs, nameof(x));
        y.Require(rows, outputs, nameof(y));
        int blockRows = outputs < (long)FewBlocks * threads * BlockRows ? BlockRows / 2 : BlockRows, parts = (inputs + MostColumns - 1) / MostColumns;
        int columns = (((inputs - 1) / parts / GroupPairs.ColumnGrain) + 1) * GroupPairs.ColumnGrain;
        SharedWork.Run(
            (start, end) =>
            {
                Scratch scratch = _scratch.TryTake(out Scratch? kept) ? kept : new();
                try
                {
                    scratch.Reserve(GroupPairs.Length(columns, blockRows), rows * blockRows);
                    Block(scratch, x, weight, columns, rows, start, end - start, blockRows);
                    NormRows<SingleElement, float, Bfloat16Element, ushort>.Run(
                        scratch.Sums.Rows(blockRows), rows, end - start, [], 0f, y.From(start), 1, KernelTiers.Current);
                }
                finally
                {
                    _scratch.Add(scratch);
                }
            },
            outputs,
            blockRows,
            threads);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Scratch scratch in _scratch)
        {
            scratch.Dispose();
        }
    }

    private static void Block(
        Scratch scratch, NativeRows<ushort> x, QuantizedMatrix weight, int columns, int rows, int firstRow, int blockRows, int stride)
    {
        NativeRows<float> sums = scratch.Sums.Rows(stride);
        for (int first = 0; first < weight.Columns; first += columns)
        {
            var part = new MatrixPart(firstRow, blockRows, first, Math.Min(columns, weight.Columns - first));
            weight.UnpackPairs(part, scratch.Pairs.Rows(stride).Values, stride);
            for (int token = 0, tokens; token < rows; token += tokens)
            {
                tokens = TokensOf(rows - token);
                BlockProduct.Multiply(
                    tokens,
                    blockRows,
                    part.Columns,
                    x.From(first).Address(token),
                    x.Stride,
                    scratch.Pairs.Rows(stride).Address(0),
                    stride,
                    sums.Address(token),
                    stride,
                    adds: first > 0);
            }
        }
    }

    private static int TokensOf(int left)
        => left >= TokenGrain ? Math.Min(MostTokens, left / TokenGrain * TokenGrain) : 1 << BitOperations.Log2((uint)left);

    private sealed class Scratch : IDisposable
    {
        public ElementBuffer<uint> Pairs { get; } = new(ScalarType.Int32);

        public ElementBuffer<float> Sums { get; } = new(ScalarType.Float32);

        public void Reserve(int pairs, int sums)
        {
            Pairs.Reserve(pairs);
            Sums.Reserve(sums);
        }

        public void Dispose()
        {
            Pairs.Dispose();
            Sums.Dispose();
        }
    }
}
