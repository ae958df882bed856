using Hymba.Inference.Model;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.FewRows;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>A weight matrix as a decode step reads it: its numbers where the model keeps them, bfloat16 or float32, or small integers.</summary>
internal readonly struct DecoderMatrix
{
    private readonly NativeArray<ushort> _halves;
    private readonly NativeArray<float> _singles;
    private readonly QuantizedMatrix? _quantized;
    private readonly bool _isHalf;
    private readonly int _rows;
    private readonly int _columns;

    /// <summary>Keeps the place of a matrix, [rows, columns] on the CPU; the tensor must outlive this.</summary>
    public DecoderMatrix(LazyTensor weight)
    {
        (_rows, _columns) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        _isHalf = weight.Dtype == ScalarType.BFloat16;
        if (_isHalf)
        {
            _halves = NativeArray<ushort>.Of(weight.Bytes);
        }
        else
        {
            _singles = NativeArray<float>.Of(weight.Bytes);
        }
    }

    /// <summary>Keeps a matrix, which must outlive this.</summary>
    public DecoderMatrix(WeightMatrix weight)
    {
        this = weight.Plain is LazyTensor plain ? new DecoderMatrix(plain) : default;
        _quantized = weight.Quantized;
    }

    /// <summary>y = W x, x [columns], y [rows].</summary>
    public void Multiply(ReadOnlySpan<float> x, Span<float> y, int threads)
    {
        if (_quantized is not null)
        {
            _quantized.Multiply(x, 1, y, threads);
        }
        else if (_isHalf)
        {
            Bfloat16MatVec.Run(_halves.Values, _rows, _columns, x, y, threads);
        }
        else
        {
            Float32MatVec.Run(_singles.Values, _rows, _columns, x, y, threads);
        }
    }

    /// <summary>Rows of the matrix.</summary>
    public int Rows => _quantized?.Rows ?? _rows;

    /// <summary>Columns of the matrix.</summary>
    public int Columns => _quantized?.Columns ?? _columns;

    /// <summary>Y = X W^T for a few rows, each with the bits of <see cref="Multiply"/>; x [count, columns], y [count, rows].</summary>
    public void MultiplyRows(ReadOnlySpan<float> x, int count, Span<float> y, int threads) => MultiplyPeaked(x, count, y, default, threads);

    /// <summary>As <see cref="MultiplyRows"/>, and finds the largest result of each block of rows of the matrix.</summary>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">Rows of X, at least 1.</param>
    /// <param name="y">[count, rows], written.</param>
    /// <param name="peaks">[count, <see cref="BlockPeaks.Count"/> of rows], written; empty for none.</param>
    /// <param name="threads">The most threads.</param>
    public void MultiplyPeaked(ReadOnlySpan<float> x, int count, Span<float> y, Span<float> peaks, int threads)
        => Run(gate: default, x, count, y, default, peaks, threads);

    /// <summary>Y = silu(X G^T) * (X W^T), with the bits of <see cref="MultiplyRows"/> for both.</summary>
    /// <param name="gate">G, of the same type and size.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">Rows of X, at least 1.</param>
    /// <param name="y">[count, rows], written.</param>
    /// <param name="gateValues">Scratch, [count, rows].</param>
    /// <param name="threads">The most threads.</param>
    /// <exception cref="ArgumentException">The gate is of another type or size, or a span is too short.</exception>
    public void MultiplyGated(DecoderMatrix gate, ReadOnlySpan<float> x, int count, Span<float> y, Span<float> gateValues, int threads)
    {
        if ((_quantized is null) != (gate._quantized is null) || _isHalf != gate._isHalf || Rows != gate.Rows || Columns != gate.Columns)
        {
            throw new ArgumentException($"A gate [{gate.Rows}, {gate.Columns}] is not of the type and size of a matrix [{Rows}, {Columns}].", nameof(gate));
        }

        Run(gate, x, count, y, gateValues, default, threads);
    }

    /// <summary>One row, [columns].</summary>
    public void Read(int row, Span<float> y)
    {
        if (!_isHalf)
        {
            _singles.Values.Slice(row * _columns, _columns).CopyTo(y);
            return;
        }

        ReadOnlySpan<ushort> from = _halves.Values.Slice(row * _columns, _columns);
        Bfloat16Widening.Run(from, y);
    }

    /// <summary>The rows of tokens, [tokens, columns].</summary>
    /// <exception cref="InvalidTokenException">An id lies outside the vocabulary.</exception>
    public void Read(ReadOnlySpan<int> tokens, int vocabulary, Span<float> rows)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)vocabulary)
            {
                throw new InvalidTokenException(tokens[i], i, vocabulary);
            }

            Read(tokens[i], rows.Slice(i * _columns, _columns));
        }
    }

    // The default matrix is no gate.
    private void Run(DecoderMatrix gate, ReadOnlySpan<float> x, int count, Span<float> y, Span<float> gateValues, Span<float> peaks, int threads)
    {
        if (_quantized is not null)
        {
            _quantized.Multiply(gate._quantized, x, count, y, gateValues, peaks, threads);
        }
        else if (_isHalf)
        {
            Run<Bfloat16Format, ushort>(_halves.Values, gate._halves.Values, x, count, y, gateValues, peaks, threads);
        }
        else
        {
            Run<Float32Format, float>(_singles.Values, gate._singles.Values, x, count, y, gateValues, peaks, threads);
        }
    }

    private void Run<TFormat, TElement>(
        ReadOnlySpan<TElement> weights,
        ReadOnlySpan<TElement> gate,
        ReadOnlySpan<float> x,
        int count,
        Span<float> y,
        Span<float> gateValues,
        Span<float> peaks,
        int threads)
        where TFormat : IWeightFormat<TElement>
        where TElement : unmanaged
    {
        KernelTier tier = KernelTiers.Current;
        if (count == 1)
        {
            MatVec<TFormat, TElement>.Run(weights, gate, _rows, _columns, x, y, gateValues, peaks, threads, tier);
        }
        else
        {
            FewRowProduct<TFormat, TElement>.Run(weights, gate, _rows, _columns, x, count, y, gateValues, peaks, threads, tier);
        }
    }
}
