using System.Runtime.InteropServices;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Quantization;
using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// A weight matrix [rows, columns] as int8 or int4 with a scale for each group of neighbours. Immutable. Products with a few rows use the integers; for
/// more of them the numbers are usually written out into a buffer that all matrices of a model share.
/// </summary>
internal sealed class QuantizedMatrix : IDisposable
{
    /// <summary>For more rows of x, writing the numbers out costs less than products of integers, unless 256 bits is the widest vector.</summary>
    public const int MostVectorRows = 8;

    private readonly NativeArray<byte> _packed;
    private readonly UnpackBuffer _buffer;
    private readonly NativeBlock? _own;

    /// <summary>Keeps the integers and scales.</summary>
    /// <param name="type">Int8 or Int4.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="packed">In the order of the kernels; must outlive this.</param>
    /// <param name="buffer">The model's buffer.</param>
    /// <param name="own">Memory that is freed with this; null where somebody else frees it.</param>
    /// <exception cref="ArgumentException">They are not as long as the matrix.</exception>
    public QuantizedMatrix(HymbaDataType type, int rows, int columns, NativeArray<byte> packed, UnpackBuffer buffer, NativeBlock? own = null)
    {
        if (packed.Values.Length != PackedBytes(type, rows, columns))
        {
            throw new ArgumentException(
                $"A matrix [{rows}, {columns}] of {type} has {PackedBytes(type, rows, columns)} bytes; {packed.Values.Length} were given.");
        }

        (Type, Rows, Columns, _packed, _buffer, _own) = (type, rows, columns, packed, buffer, own);
        buffer.Reserve((long)rows * columns);
    }

    /// <summary>Int8 or Int4.</summary>
    public HymbaDataType Type { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Integers and scales, in the order of the kernels.</summary>
    public ReadOnlySpan<byte> Packed => _packed.Values;

    /// <summary>Bytes of a matrix.</summary>
    public static long PackedBytes(HymbaDataType type, int rows, int columns)
        => type == HymbaDataType.Int4 ? GroupMatVec<Int4Format>.PackedBytes(rows, columns) : GroupMatVec<Int8Format>.PackedBytes(rows, columns);

    /// <summary>Bytes of a matrix of a shape, [rows, columns].</summary>
    public static long PackedBytes(HymbaDataType type, long[] shape) => PackedBytes(type, (int)shape[0], (int)shape[1]);

    /// <summary>Rounds a matrix to small integers.</summary>
    /// <param name="type">Int8 or Int4.</param>
    /// <param name="weight">[rows, columns], on the CPU; borrowed.</param>
    /// <param name="buffer">The model's buffer.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="arena">Where it is put; null: memory of its own.</param>
    public static QuantizedMatrix Create(HymbaDataType type, LazyTensor weight, UnpackBuffer buffer, int threads, MemoryArena? arena = null)
    {
        (int rows, int columns) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        long size = PackedBytes(type, rows, columns);
        NativeBlock? own = arena is null ? new NativeBlock(size) : null;
        NativeArray<byte> packed = own?.Slice(0, checked((int)size)) ?? arena!.Take(size);
        using NativeBlock scratch = new(weight.Elements * sizeof(float));
        Span<float> wide = MemoryMarshal.Cast<byte, float>(scratch.Slice(0, checked((int)scratch.Bytes)).Values);
        NumberTypes.Widen(weight.Dtype, weight.Bytes, wide);
        if (type == HymbaDataType.Int4)
        {
            GroupMatrix.Pack<Int4Format>(wide, rows, columns, packed.Values, threads);
        }
        else
        {
            GroupMatrix.Pack<Int8Format>(wide, rows, columns, packed.Values, threads);
        }

        return new QuantizedMatrix(type, rows, columns, packed, buffer, own);
    }

    /// <summary>Y = X W^T with x [count, columns] and y [count, rows].</summary>
    public void Multiply(ReadOnlySpan<float> x, int count, Span<float> y, int threads) => Multiply(null, x, count, y, default, default, threads);

    /// <summary>Y = silu(X G^T) * (X W^T).</summary>
    /// <param name="gate">G, of the same type and size; null for Y = X W^T.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">Rows of X, at least 1.</param>
    /// <param name="y">[count, rows], written.</param>
    /// <param name="gateValues">Scratch, [count, rows].</param>
    /// <param name="peaks">The largest result of each block, [count, <see cref="BlockPeaks.Count"/> of rows], written; empty for none. Not with G.</param>
    /// <param name="threads">The most threads.</param>
    public void Multiply(QuantizedMatrix? gate, ReadOnlySpan<float> x, int count, Span<float> y, Span<float> gateValues, Span<float> peaks, int threads)
    {
        ReadOnlySpan<byte> gatePacked = gate is null ? default : gate.Packed;
        if (Type == HymbaDataType.Int4)
        {
            GroupMatVec<Int4Format>.Run(_packed.Values, gatePacked, Rows, Columns, x, count, y, gateValues, peaks, threads, KernelTiers.Current);
        }
        else
        {
            GroupMatVec<Int8Format>.Run(_packed.Values, gatePacked, Rows, Columns, x, count, y, gateValues, peaks, threads, KernelTiers.Current);
        }
    }

    /// <summary>The numbers as bfloat16 [rows, columns], in the shared buffer: good until another matrix is unpacked.</summary>
    public Tensor Unpack(int threads)
    {
        Tensor result = _buffer.Take(Rows, Columns);
        Span<ushort> halves = MemoryMarshal.Cast<byte, ushort>(result.bytes);
        if (Type == HymbaDataType.Int4)
        {
            GroupMatrix.UnpackHalves<Int4Format>(_packed.Values, Rows, Columns, halves, threads);
        }
        else
        {
            GroupMatrix.UnpackHalves<Int8Format>(_packed.Values, Rows, Columns, halves, threads);
        }

        return result;
    }

    /// <summary>The numbers of some rows, as bfloat16 or float32.</summary>
    /// <param name="first">The first row, a multiple of 16.</param>
    /// <param name="count">Rows.</param>
    /// <param name="target">[count, columns], written.</param>
    public void UnpackRows(int first, int count, Tensor target)
    {
        if (Type == HymbaDataType.Int4)
        {
            UnpackRows<Int4Format>(first, count, target);
        }
        else
        {
            UnpackRows<Int8Format>(first, count, target);
        }
    }

    /// <summary>The numbers of a part as bfloat16 in pairs of columns; see <see cref="GroupPairs"/>.</summary>
    /// <param name="part">Which part.</param>
    /// <param name="pairs">[pairs of columns, stride], written.</param>
    /// <param name="stride">Elements from one pair to the next.</param>
    public void UnpackPairs(MatrixPart part, Span<uint> pairs, int stride)
    {
        if (Type == HymbaDataType.Int4)
        {
            GroupPairs.Run<Int4Format>(_packed.Values, Columns, part, pairs, stride);
        }
        else
        {
            GroupPairs.Run<Int8Format>(_packed.Values, Columns, part, pairs, stride);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _own?.Dispose();

    private void UnpackRows<TFormat>(int first, int count, Tensor target)
        where TFormat : struct, IGroupFormat
    {
        ReadOnlySpan<byte> packed = _packed.Values[(int)GroupMatVec<TFormat>.PackedBytes(first, Columns)..];
        if (target.dtype == ScalarType.BFloat16)
        {
            GroupMatrix.UnpackHalves<TFormat>(packed, count, Columns, MemoryMarshal.Cast<byte, ushort>(target.bytes), 1);
        }
        else
        {
            GroupMatrix.Unpack<TFormat>(packed, count, Columns, MemoryMarshal.Cast<byte, float>(target.bytes), 1);
        }
    }
}
