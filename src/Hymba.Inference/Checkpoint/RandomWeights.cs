using System.Runtime.InteropServices;
using System.Text;
using Hymba.Inference.Model;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// Random weights of one tensor, scaled by its role so that activations keep their size through any number of layers.
/// Element i depends on seed, name and i alone: any part can be computed at any time, on any thread.
/// </summary>
internal sealed class RandomWeights
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private const double MinTimeStep = 0.001;
    private const double MaxTimeStep = 0.1;

    private readonly ulong _state;
    private readonly int _lastSize;
    private readonly Role _role;
    private readonly float _mean;
    private readonly float _deviation;

    /// <summary>Prepares the weights of a tensor; the name decides mean and spread.</summary>
    public RandomWeights(string name, long[] shape, ulong seed)
    {
        _state = Mix(Hash(name) ^ Mix(seed));
        _lastSize = (int)shape[^1];
        (_role, double mean, double deviation) = Recipe(name, shape);
        (_mean, _deviation) = ((float)mean, (float)deviation);
    }

    private enum Role
    {
        Plain,
        StateDecay,
        TimeStepBias,
    }

    /// <summary>Computes the elements from <paramref name="first"/> on, encoded as <paramref name="dtype"/>.</summary>
    /// <param name="first">Index of the first element, in storage order.</param>
    /// <param name="dtype">BF16, F16 or F32.</param>
    /// <param name="destination">Whole elements.</param>
    public void Fill(long first, SafetensorsDtype dtype, Span<byte> destination)
    {
        switch (dtype)
        {
            case SafetensorsDtype.BF16:
                Span<ushort> brain = MemoryMarshal.Cast<byte, ushort>(destination);
                for (int i = 0; i < brain.Length; i++)
                {
                    brain[i] = ToBFloat16(Value(first + i));
                }

                break;
            case SafetensorsDtype.F16:
                Span<Half> half = MemoryMarshal.Cast<byte, Half>(destination);
                for (int i = 0; i < half.Length; i++)
                {
                    half[i] = (Half)Value(first + i);
                }

                break;
            case SafetensorsDtype.F32:
                Span<float> single = MemoryMarshal.Cast<byte, float>(destination);
                for (int i = 0; i < single.Length; i++)
                {
                    single[i] = Value(first + i);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Weights are BF16, F16 or F32.");
        }
    }

    /// <summary>One element before rounding.</summary>
    public float Value(long index)
    {
        ulong bits = Mix(_state + ((ulong)index * Increment));
        return _role switch
        {
            Role.StateDecay => (float)Math.Log(1 + (index % _lastSize)) + (_deviation * Normal(bits)),
            Role.TimeStepBias => TimeStepBias(bits),
            _ => _mean + (_deviation * Normal(bits)),
        };
    }

    private static (Role Role, double Mean, double Deviation) Recipe(string name, long[] shape)
    {
        long fanIn = shape.Length == 1 ? 1 : shape[1..].Aggregate(1L, (product, size) => product * size);
        double keep = 1 / Math.Sqrt(fanIn);
        return name switch
        {
            // A tied head multiplies normalised states with this matrix: logits then spread by about 2.5.
            TensorNames.Embedding or TensorNames.Head or TensorNames.MemoryTokens => (Role.Plain, 0, 2.5 * keep),
            _ when Ends(name, "mamba.A_log.0") => (Role.StateDecay, 0, 0.1),
            _ when Ends(name, "dt_proj.0.bias") => (Role.TimeStepBias, 0, 0),
            _ when Ends(name, "dt_proj.0.weight") => (Role.Plain, 0, 0.5 * keep),
            _ when Ends(name, "mamba.D.0") => (Role.Plain, 1, 0.1),
            _ when Ends(name, "conv1d.bias") => (Role.Plain, 0, 0.1),
            _ when shape.Length == 1 => (Role.Plain, 1, 0.1),
            _ => (Role.Plain, 0, keep),
        };
    }

    private static bool Ends(string name, string suffix) => name.EndsWith(suffix, StringComparison.Ordinal);

    // softplus(bias) is log-uniform between the two time steps, as Mamba initialises it.
    private static float TimeStepBias(ulong bits)
    {
        double uniform = (bits >> 11) * (1.0 / (1UL << 53));
        double step = Math.Exp(Math.Log(MinTimeStep) + (uniform * Math.Log(MaxTimeStep / MinTimeStep)));
        return (float)Math.Log(Math.Exp(step) - 1);
    }

    // The sum of four uniform 16-bit numbers, centred and scaled to variance 1: near enough to a normal number, cut off at 3.5,
    // at a tenth of its cost and with the same bits on every processor.
    private static float Normal(ulong bits)
    {
        const float Centre = 4 * 65535 / 2f;
        const float Scale = 1.7320508f / 65536;
        int sum = (int)((bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48));
        return (sum - Centre) * Scale;
    }

    private static ushort ToBFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    // FNV-1a, 64 bits.
    private static ulong Hash(string name)
        => Encoding.UTF8.GetBytes(name).Aggregate(0xCBF29CE484222325UL, (hash, value) => (hash ^ value) * 0x100000001B3UL);

    // The output function of SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
