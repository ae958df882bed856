using System.Collections.Concurrent;
using TorchSharp;

namespace Hymba.Inference.Forward;

/// <summary>
/// Numbers for tensor operations that live as long as the process. TorchSharp hands the native part of a scalar to libtorch without keeping
/// the object alive, so one made for a single call can be finalised while it is being read; the operation then fails.
/// </summary>
internal static class KeptScalar
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = new();

    /// <summary>1, for operations that multiply what they add.</summary>
    public static Scalar One { get; } = Of(1);

    /// <summary>A number; meant for the few constants of a model.</summary>
    public static Scalar Of(double value) => Kept.GetOrAdd(value, number => number.ToScalar());
}
