using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Hymba.Kernels.Decode;
using static TorchSharp.torch;

namespace Hymba.Inference.Model;

/// <summary>Brings numbers from one float type into another: to the nearest, ties to even, as libtorch does.</summary>
internal static class NumberTypes
{
    // Numbers that are float32 on their way from one type of sixteen bits to the other.
    private const int SliceElements = 4096;

    /// <summary>Brings numbers into another type.</summary>
    /// <param name="from">BFloat16, Float16 or Float32.</param>
    /// <param name="source">Numbers of that type.</param>
    /// <param name="to">BFloat16, Float16 or Float32.</param>
    /// <param name="target">As many numbers, written.</param>
    public static void Convert(ScalarType from, ReadOnlySpan<byte> source, ScalarType to, Span<byte> target)
    {
        if (from == to)
        {
            source.CopyTo(target);
        }
        else if (to == ScalarType.Float32)
        {
            Widen(from, source, MemoryMarshal.Cast<byte, float>(target));
        }
        else if (from == ScalarType.Float32)
        {
            Round(MemoryMarshal.Cast<byte, float>(source), to, target);
        }
        else
        {
            Span<float> wide = stackalloc float[SliceElements];
            int slice = SliceElements * from.ElementBytes();
            for (int start = 0; start < source.Length; start += slice)
            {
                ReadOnlySpan<byte> part = source.Slice(start, Math.Min(slice, source.Length - start));
                Span<float> values = wide[..(part.Length / from.ElementBytes())];
                Widen(from, part, values);
                Round(values, to, target[start..]);
            }
        }
    }

    /// <summary>Brings numbers into float32.</summary>
    /// <param name="from">BFloat16, Float16 or Float32.</param>
    /// <param name="source">Numbers of that type.</param>
    /// <param name="target">As many numbers, written.</param>
    public static void Widen(ScalarType from, ReadOnlySpan<byte> source, Span<float> target)
    {
        switch (from)
        {
            case ScalarType.BFloat16:
                Bfloat16Widening.Run(MemoryMarshal.Cast<byte, ushort>(source), target);
                break;
            case ScalarType.Float16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(source), target);
                break;
            default:
                MemoryMarshal.Cast<byte, float>(source).CopyTo(target);
                break;
        }
    }

    private static void Round(ReadOnlySpan<float> source, ScalarType to, Span<byte> target)
    {
        if (to == ScalarType.BFloat16)
        {
            Bfloat16Rounding.Run(source, MemoryMarshal.Cast<byte, ushort>(target));
        }
        else
        {
            TensorPrimitives.ConvertToHalf(source, MemoryMarshal.Cast<byte, Half>(target));
        }
    }
}
