namespace Hymba.Kernels;

/// <summary>The vector width that a kernel runs with.</summary>
internal enum KernelTier
{
    /// <summary>One float at a time: any processor.</summary>
    Scalar,

    /// <summary>4 floats at a time: SSE, AdvSimd.</summary>
    Vector128,

    /// <summary>8 floats at a time: AVX2.</summary>
    Vector256,

    /// <summary>16 floats at a time: AVX-512.</summary>
    Vector512,
}
