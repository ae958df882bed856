using System.Runtime.CompilerServices;

namespace Hymba.Kernels.Quantization;

/// <summary>A vector as integers, group by group; somebody else owns the memory.</summary>
internal readonly unsafe struct PackedVector
{
    private const int LineBytes = 64;

    /// <summary>The integers, in the order of the format.</summary>
    public required byte* Integers { get; init; }

    /// <summary>[groups], value by integer.</summary>
    public required float* Scales { get; init; }

    /// <summary>[groups], what the offset of the stored weights adds to each product, negated.</summary>
    public required int* Offsets { get; init; }

    /// <summary>Bytes of a vector of so many groups: whole cache lines.</summary>
    public static long Bytes<TFormat>(int groups)
        where TFormat : struct, IGroupFormat
        => (((long)groups * (TFormat.VectorBytes + sizeof(float) + sizeof(int))) + LineBytes - 1) / LineBytes * LineBytes;

    /// <summary>One of several vectors that follow each other.</summary>
    /// <param name="vectors">The first one's memory.</param>
    /// <param name="index">Which one.</param>
    /// <param name="groups">Groups of each.</param>
    public static PackedVector At<TFormat>(byte* vectors, nint index, int groups)
        where TFormat : struct, IGroupFormat
    {
        byte* integers = vectors + (index * (nint)Bytes<TFormat>(groups));
        float* scales = (float*)(integers + ((nint)groups * TFormat.VectorBytes));
        return new PackedVector { Integers = integers, Scales = scales, Offsets = (int*)(scales + groups) };
    }

    /// <summary>Writes a vector here; zeros fill its last group.</summary>
    /// <param name="x">[columns].</param>
    /// <param name="columns">Its length.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack<TFormat>(float* x, int columns)
        where TFormat : struct, IGroupFormat
    {
        int whole = columns / TFormat.GroupSize;
        for (int group = 0; group < whole; group++)
        {
            Scales[group] = TFormat.PackVector(x + (group * TFormat.GroupSize), Integers + (group * TFormat.VectorBytes), out Offsets[group]);
        }

        int rest = columns % TFormat.GroupSize;
        if (rest != 0)
        {
            float* last = stackalloc float[TFormat.GroupSize];
            new Span<float>(last, TFormat.GroupSize).Clear();
            new ReadOnlySpan<float>(x + (whole * TFormat.GroupSize), rest).CopyTo(new Span<float>(last, rest));
            Scales[whole] = TFormat.PackVector(last, Integers + (whole * TFormat.VectorBytes), out Offsets[whole]);
        }
    }
}
