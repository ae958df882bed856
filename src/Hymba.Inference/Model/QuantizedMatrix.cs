using System.Runtime.InteropServices;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Quantization;
using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>
/// A weight matrix [rows, columns] as int8 or int4 with a scale for each group of neighbours. Immutable. Products with a few rows use the integers; for
/// more of them the numbers are written out into a buffer that all matrices of a model share.
/// </summary>
internal sealed class QuantizedMatrix : IDisposable
{
    /// <summary>For more rows of x, writing the numbers out costs less than products of integers.</summary>
    public const int MostVectorRows = 8;

    private readonly NativeArray<byte> _packed;
    private readonly UnpackBuffer _buffer;
    private readonly Tensor _tensor;

    /// <summary>Takes ownership of the integers and scales, bytes on the CPU in the order of the kernels.</summary>
    /// <exception cref="ArgumentException">They are not as long as the matrix.</exception>
    public QuantizedMatrix(HymbaDataType type, int rows, int columns, Tensor packed, UnpackBuffer buffer)
    {
        if (packed.numel() != PackedBytes(type, rows, columns))
        {
            throw new ArgumentException(
                $"A matrix [{rows}, {columns}] of {type} has {PackedBytes(type, rows, columns)} bytes; {packed.numel()} were given.");
        }

        (Type, Rows, Columns, _buffer, _tensor) = (type, rows, columns, buffer, packed);
        _packed = NativeArray<byte>.Of(packed.bytes);
        packed.DetachFromDisposeScope();
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
    /// <param name="arena">Where it is put; null: memory of their own.</param>
    public static QuantizedMatrix Create(HymbaDataType type, Tensor weight, UnpackBuffer buffer, int threads, WeightArena? arena = null)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor wide = weight.to(ScalarType.Float32).contiguous();
        return type == HymbaDataType.Int4
            ? Create<Int4Format>(type, wide, buffer, threads, arena)
            : Create<Int8Format>(type, wide, buffer, threads, arena);
    }

    /// <summary>Y = X W^T with x [count, columns] and y [count, rows].</summary>
    public void Multiply(ReadOnlySpan<float> x, int count, Span<float> y, int threads) => Multiply(null, x, count, y, default, threads);

    /// <summary>Y = silu(X G^T) * (X W^T).</summary>
    /// <param name="gate">G, of the same type and size; null for Y = X W^T.</param>
    /// <param name="x">[count, columns].</param>
    /// <param name="count">Rows of X, at least 1.</param>
    /// <param name="y">[count, rows], written.</param>
    /// <param name="gateValues">Scratch, [count, rows].</param>
    /// <param name="threads">The most threads.</param>
    public void Multiply(QuantizedMatrix? gate, ReadOnlySpan<float> x, int count, Span<float> y, Span<float> gateValues, int threads)
    {
        ReadOnlySpan<byte> gatePacked = gate is null ? default : gate.Packed;
        if (Type == HymbaDataType.Int4)
        {
            GroupMatVec<Int4Format>.Run(_packed.Values, gatePacked, Rows, Columns, x, count, y, gateValues, threads, KernelTiers.Current);
        }
        else
        {
            GroupMatVec<Int8Format>.Run(_packed.Values, gatePacked, Rows, Columns, x, count, y, gateValues, threads, KernelTiers.Current);
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

    /// <inheritdoc/>
    public void Dispose() => _tensor.Dispose();

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

    private static QuantizedMatrix Create<TFormat>(HymbaDataType type, Tensor wide, UnpackBuffer buffer, int threads, WeightArena? arena)
        where TFormat : struct, IGroupFormat
    {
        (int rows, int columns) = ((int)wide.shape[0], (int)wide.shape[1]);
        long[] size = [GroupMatVec<TFormat>.PackedBytes(rows, columns)];
        Tensor packed = arena?.Take(size, ScalarType.Byte) ?? empty(size, ScalarType.Byte);
        GroupMatrix.Pack<TFormat>(MemoryMarshal.Cast<byte, float>(wide.bytes), rows, columns, packed.bytes, threads);
        return new QuantizedMatrix(type, rows, columns, packed, buffer);
    }
}
