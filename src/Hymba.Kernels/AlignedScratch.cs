using System.Buffers;

namespace Hymba.Kernels;

/// <summary>Pooled float32 scratch memory that starts at a cache line: a 512-bit load that straddles two lines costs double.</summary>
internal unsafe ref struct AlignedScratch : IDisposable
{
    private const int LineBytes = 64;
    private readonly float[] _array;
    private MemoryHandle _pin;
    private float* _next;

    /// <summary>Rents memory for blocks of so many floats in all; every block counts as a multiple of 16. Its contents are arbitrary.</summary>
    public AlignedScratch(int length)
    {
        _array = ArrayPool<float>.Shared.Rent(RentedLength(length));
        _pin = _array.AsMemory().Pin();
        _next = Align((float*)_pin.Pointer);
    }

    /// <summary>Floats to rent for so many, with room for <see cref="Align"/>: for those who pin an array themselves.</summary>
    public static int RentedLength(int length) => length + (LineBytes / sizeof(float));

    /// <summary>The first cache line that starts in rented memory.</summary>
    public static float* Align(float* rented) => (float*)(((nuint)rented + LineBytes - 1) & ~(nuint)(LineBytes - 1));

    /// <summary>The length that a block counts as.</summary>
    public static int Padded(int length) => (length + 15) & ~15;

    /// <summary>The next block.</summary>
    public float* Take(int length)
    {
        float* block = _next;
        _next += Padded(length);
        return block;
    }

    /// <summary>The next block, filled with zeros.</summary>
    public float* TakeZeroed(int length)
    {
        float* block = Take(length);
        new Span<float>(block, length).Clear();
        return block;
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        _pin.Dispose();
        ArrayPool<float>.Shared.Return(_array);
    }
}
