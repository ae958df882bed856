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

    private readonly NativeArray<byte> _integers;
    private readonly NativeArray<ushort> _scales;
    private readonly UnpackBuffer _buffer;
    private readonly Tensor _integerTensor;
    private readonly Tensor _scaleTensor;

    /// <summary>Takes ownership of the integers, bytes, and the scales, bfloat16, both on the CPU and in the order of the kernels.</summary>
    /// <exception cref="ArgumentException">They are not as long as the matrix.</exception>
    public QuantizedMatrix(HymbaDataType type, int rows, int columns, Tensor integers, Tensor scales, UnpackBuffer buffer)
    {
        (long bytes, long count) = Sizes(type, rows, columns);
        if (integers.numel() != bytes || scales.numel() != count)
        {
            throw new ArgumentException(
                $"A matrix [{rows}, {columns}] of {type} has {bytes} bytes and {count} scales; {integers.numel()} and {scales.numel()} were given.");
        }

        (Type, Rows, Columns, _buffer, _integerTensor, _scaleTensor) = (type, rows, columns, buffer, integers, scales);
        (_integers, _scales) = (NativeArray<byte>.Of(integers.bytes), NativeArray<ushort>.Of(scales.bytes));
        integers.DetachFromDisposeScope();
        scales.DetachFromDisposeScope();
        buffer.Reserve((long)rows * columns);
    }

    /// <summary>Int8 or Int4.</summary>
    public HymbaDataType Type { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The integers, in the order of the kernels.</summary>
    public ReadOnlySpan<byte> Integers => _integers.Values;

    /// <summary>The scales, bfloat16, in the order of the kernels.</summary>
    public ReadOnlySpan<ushort> Scales => _scales.Values;

    /// <summary>Bytes of the integers, and number of scales, of a matrix.</summary>
    public static (long IntegerBytes, long ScaleCount) Sizes(HymbaDataType type, int rows, int columns)
        => type == HymbaDataType.Int4 ? Sizes<Int4Format>(rows, columns) : Sizes<Int8Format>(rows, columns);

    /// <summary>Bytes that a matrix takes.</summary>
    public static long EstimateBytes(HymbaDataType type, long[] shape)
    {
        (long bytes, long count) = Sizes(type, (int)shape[0], (int)shape[1]);
        return bytes + (count * sizeof(ushort));
    }

    /// <summary>Rounds a matrix to small integers.</summary>
    /// <param name="type">Int8 or Int4.</param>
    /// <param name="weight">[rows, columns], on the CPU; borrowed.</param>
    /// <param name="buffer">The model's buffer.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="arena">Where the integers and scales are put; null: memory of their own.</param>
    public static QuantizedMatrix Create(HymbaDataType type, Tensor weight, UnpackBuffer buffer, int threads, WeightArena? arena = null)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor wide = weight.to(ScalarType.Float32).contiguous();
        return type == HymbaDataType.Int4
            ? Create<Int4Format>(type, wide, buffer, threads, arena)
            : Create<Int8Format>(type, wide, buffer, threads, arena);
    }

    /// <summary>Y = X W^T with x [count, columns] and y [count, rows].</summary>
    public void Multiply(ReadOnlySpan<float> x, int count, Span<float> y, int threads)
    {
        KernelTier tier = KernelTiers.Current;
        if (Type == HymbaDataType.Int4)
        {
            GroupMatVec<Int4Format>.Run(_integers.Values, _scales.Values, Rows, Columns, x, count, y, threads, tier);
        }
        else
        {
            GroupMatVec<Int8Format>.Run(_integers.Values, _scales.Values, Rows, Columns, x, count, y, threads, tier);
        }
    }

    /// <summary>The numbers as bfloat16 [rows, columns], in the shared buffer: good until another matrix is unpacked.</summary>
    public Tensor Unpack(int threads)
    {
        Tensor result = _buffer.Take(Rows, Columns);
        Span<ushort> halves = MemoryMarshal.Cast<byte, ushort>(result.bytes);
        if (Type == HymbaDataType.Int4)
        {
            GroupMatrix.UnpackHalves<Int4Format>(_integers.Values, _scales.Values, Rows, Columns, halves, threads);
        }
        else
        {
            GroupMatrix.UnpackHalves<Int8Format>(_integers.Values, _scales.Values, Rows, Columns, halves, threads);
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
    public void Dispose()
    {
        _integerTensor.Dispose();
        _scaleTensor.Dispose();
    }

    private void UnpackRows<TFormat>(int first, int count, Tensor target)
        where TFormat : struct, IGroupFormat
    {
        ReadOnlySpan<byte> integers = _integers.Values[(int)GroupMatVec<TFormat>.WeightBytes(first, Columns)..];
        ReadOnlySpan<ushort> scales = _scales.Values[(int)GroupMatVec<TFormat>.ScaleCount(first, Columns)..];
        if (target.dtype == ScalarType.BFloat16)
        {
            GroupMatrix.UnpackHalves<TFormat>(integers, scales, count, Columns, MemoryMarshal.Cast<byte, ushort>(target.bytes), 1);
        }
        else
        {
            GroupMatrix.Unpack<TFormat>(integers, scales, count, Columns, MemoryMarshal.Cast<byte, float>(target.bytes), 1);
        }
    }

    private static QuantizedMatrix Create<TFormat>(HymbaDataType type, Tensor wide, UnpackBuffer buffer, int threads, WeightArena? arena)
        where TFormat : struct, IGroupFormat
    {
        (int rows, int columns) = ((int)wide.shape[0], (int)wide.shape[1]);
        Tensor integers = Take(GroupMatVec<TFormat>.WeightBytes(rows, columns), ScalarType.Byte);
        Tensor scales = Take(GroupMatVec<TFormat>.ScaleCount(rows, columns), ScalarType.BFloat16);
        GroupMatrix.Pack<TFormat>(
            MemoryMarshal.Cast<byte, float>(wide.bytes), rows, columns, integers.bytes, MemoryMarshal.Cast<byte, ushort>(scales.bytes), threads);
        return new QuantizedMatrix(type, rows, columns, integers, scales, buffer);

        Tensor Take(long elements, ScalarType dtype) => arena?.Take([elements], dtype) ?? empty([elements], dtype);
    }

    private static (long IntegerBytes, long ScaleCount) Sizes<TFormat>(int rows, int columns)
        where TFormat : struct, IGroupFormat
        => (GroupMatVec<TFormat>.WeightBytes(rows, columns), GroupMatVec<TFormat>.ScaleCount(rows, columns));
}
