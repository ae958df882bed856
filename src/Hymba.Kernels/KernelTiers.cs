using System.Runtime.Intrinsics;

namespace Hymba.Kernels;

/// <summary>Chooses, once per process, the vector width of every kernel.</summary>
internal static class KernelTiers
{
    /// <summary>Environment variable that forces a tier: <c>scalar</c>, <c>128</c>, <c>256</c> or <c>512</c>.</summary>
    public const string ForceVariable = "HYMBA_FORCE_TIER";

    // Lazy keeps the first outcome and rethrows a failure as itself, where a static constructor would wrap it.
    private static readonly Lazy<KernelTier> Chosen = new(() => Choose(Environment.GetEnvironmentVariable(ForceVariable), IsAccelerated));

    /// <summary>The tier of this process: the widest accelerated one, unless <see cref="ForceVariable"/> names another.</summary>
    /// <exception cref="InvalidOperationException">The variable holds an unknown value, or a tier that this processor lacks.</exception>
    public static KernelTier Current => Chosen.Value;

    /// <summary>Whether the processor and the runtime's settings run a tier in hardware.</summary>
    public static bool IsAccelerated(KernelTier tier) => tier switch
    {
        KernelTier.Scalar => true,
        KernelTier.Vector128 => Vector128.IsHardwareAccelerated,
        KernelTier.Vector256 => Vector256.IsHardwareAccelerated,
        KernelTier.Vector512 => Vector512.IsHardwareAccelerated,
        _ => false,
    };

    /// <summary>The tier for a value of <see cref="ForceVariable"/> (null or empty: the widest available).</summary>
    /// <exception cref="InvalidOperationException">The value is unknown, or its tier is not available.</exception>
    public static KernelTier Choose(string? forced, Func<KernelTier, bool> isAvailable)
    {
        if (string.IsNullOrEmpty(forced))
        {
            return Enum.GetValues<KernelTier>().Where(isAvailable).Max();
        }

        KernelTier tier = forced switch
        {
            "scalar" => KernelTier.Scalar,
            "128" => KernelTier.Vector128,
            "256" => KernelTier.Vector256,
            "512" => KernelTier.Vector512,
            _ => throw new InvalidOperationException($"{ForceVariable} is '{forced}': it takes scalar, 128, 256 or 512."),
        };
        return isAvailable(tier)
            ? tier
            : throw new InvalidOperationException(
                $"{ForceVariable} asks for '{forced}', which this processor does not run: the widest it runs is {Choose(null, isAvailable)}.");
    }
}
