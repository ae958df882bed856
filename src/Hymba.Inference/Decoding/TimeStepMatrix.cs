using System.Runtime.InteropServices;
using Hymba.Inference.Model;
using Hymba.Kernels;
using Hymba.Kernels.Decode;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Training;
using static TorchSharp.torch;

namespace Hymba.Inference.Decoding;

/// <summary>dt_proj as a decode step reads it: in tiles of channels, in the model's type, bfloat16 or float32.</summary>
internal readonly struct TimeStepMatrix
{
    private readonly NativeArray<byte> _tiles;
    private readonly bool _isHalf;
    private readonly int _rank;

    /// <summary>Copies the weights.</summary>
    /// <param name="weight">[Di, R], on the CPU.</param>
    /// <param name="arena">With room for <see cref="Bytes"/>; must outlive this.</param>
    public TimeStepMatrix(LazyTensor weight, MemoryArena arena)
    {
        int channels = (int)weight.Shape[0];
        _rank = (int)weight.Shape[1];
        _isHalf = weight.Dtype == ScalarType.BFloat16;
        _tiles = arena.Take(Bytes(channels, _rank, weight.Dtype));
        if (_isHalf)
        {
            TimeSteps<Bfloat16Element, ushort>.Tile(MemoryMarshal.Cast<byte, ushort>(weight.Bytes), channels, _rank, Halves);
        }
        else
        {
            TimeSteps<SingleElement, float>.Tile(MemoryMarshal.Cast<byte, float>(weight.Bytes), channels, _rank, Singles);
        }
    }

    /// <summary>Bytes of an arena that a matrix takes.</summary>
    public static long Bytes(int channels, int rank, ScalarType dtype) => TimeSteps<SingleElement, float>.TiledLength(channels, rank) * dtype.ElementBytes();

    /// <summary>dt = softplus(W r + bias).</summary>
    /// <param name="x">r, [tokens, R].</param>
    /// <param name="tokens">How many.</param>
    /// <param name="bias">[Di].</param>
    /// <param name="y">dt, [tokens, Di], written.</param>
    /// <param name="threads">The most threads.</param>
    public void Run(ReadOnlyRows x, int tokens, ReadOnlySpan<float> bias, Span<float> y, int threads)
    {
        var steps = new WritableRows(y, bias.Length);
        if (_isHalf)
        {
            TimeSteps<Bfloat16Element, ushort>.Run(Halves, _rank, x, tokens, bias, steps, threads, KernelTiers.Current);
        }
        else
        {
            TimeSteps<SingleElement, float>.Run(Singles, _rank, x, tokens, bias, steps, threads, KernelTiers.Current);
        }
    }

    private Span<ushort> Halves => MemoryMarshal.Cast<byte, ushort>(_tiles.Values);

    private Span<float> Singles => MemoryMarshal.Cast<byte, float>(_tiles.Values);
}
