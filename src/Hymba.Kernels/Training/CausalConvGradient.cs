namespace Hymba.Kernels.Training;

/// <summary>
/// The causal depthwise convolution of a Mamba layer over one whole sequence, with bias and silu, and its gradient:
/// <c>u[t,c] = bias[c] + sum_j weight[c,j] x[t - C + 1 + j, c]</c>, <c>out = silu(u)</c>; x is 0 before the sequence.
/// </summary>
/// <remarks>
/// One thread, no state between calls: safe to call from several threads for different memory. The bits are the same in every tier.
/// </remarks>
internal static unsafe partial class CausalConvGradient
{
    /// <summary>The most taps of a convolution.</summary>
    public const int MaxTaps = 64;

    /// <summary>Runs the convolution in the process's tier.</summary>
    /// <param name="tokens">T, 0 or more.</param>
    /// <param name="channels">Di, 1 or more.</param>
    /// <param name="input">x, [T, Di].</param>
    /// <param name="weight">[Di, C], C from 1 to <see cref="MaxTaps"/>; the last tap multiplies the current token.</param>
    /// <param name="bias">[Di], or empty for none.</param>
    /// <param name="output">out, [T, Di]; overlaps no input.</param>
    /// <exception cref="ArgumentException">A span does not fit the sizes, or a size is out of range.</exception>
    public static void Forward(
        int tokens, int channels, ReadOnlyRows input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, WritableRows output)
        => Forward(tokens, channels, input, weight, bias, output, KernelTiers.Current);

    /// <summary>As the other overload, in a given tier; one that the processor lacks runs in software.</summary>
    public static void Forward(
        int tokens, int channels, ReadOnlyRows input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, WritableRows output, KernelTier tier)
    {
        int taps = Check(tokens, channels, input, weight, bias);
        output.Require(tokens, channels, nameof(output));
        using var scratch = new AlignedScratch(AlignedScratch.Padded(weight.Length) + AlignedScratch.Padded(channels));
        fixed (float* x = input.Values, to = output.Values)
        {
            var pass = new ForwardPass
            {
                Tokens = tokens,
                Channels = channels,
                Taps = taps,
                Weight = Turned(weight, channels, taps, scratch.Take(weight.Length)),
                Bias = Copied(bias, scratch.TakeZeroed(channels)),
                Input = x,
                InputStride = input.Stride,
                Output = to,
                OutputStride = output.Stride,
            };
            pass.Run(tier);
        }
    }

    /// <summary>Computes the gradients in the process's tier, from what the forward pass read.</summary>
    /// <param name="tokens">T, 0 or more.</param>
    /// <param name="channels">Di, 1 or more.</param>
    /// <param name="input">x, [T, Di].</param>
    /// <param name="weight">[Di, C], C from 1 to <see cref="MaxTaps"/>.</param>
    /// <param name="bias">[Di], or empty for none.</param>
    /// <param name="outputGradient">The gradient by out, [T, Di].</param>
    /// <param name="inputGradient">The gradient by x, [T, Di]; written, overlaps nothing else.</param>
    /// <param name="weightGradient">The gradient by the weight, [Di, C]; added to.</param>
    /// <param name="biasGradient">The gradient by the bias, [Di]; added to. Empty if and only if the bias is.</param>
    /// <exception cref="ArgumentException">A span does not fit the sizes, or a size is out of range.</exception>
    public static void Backward(
        int tokens,
        int channels,
        ReadOnlyRows input,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        ReadOnlyRows outputGradient,
        WritableRows inputGradient,
        Span<float> weightGradient,
        Span<float> biasGradient)
        => Backward(
            tokens, channels, input, weight, bias, outputGradient, inputGradient, weightGradient, biasGradient, KernelTiers.Current);

    /// <summary>As the other overload, in a given tier; one that the processor lacks runs in software.</summary>
    public static void Backward(
        int tokens,
        int channels,
        ReadOnlyRows input,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> bias,
        ReadOnlyRows outputGradient,
        WritableRows inputGradient,
        Span<float> weightGradient,
        Span<float> biasGradient,
        KernelTier tier)
    {
        int taps = Check(tokens, channels, input, weight, bias);
        outputGradient.Require(tokens, channels, nameof(outputGradient));
        inputGradient.Require(tokens, channels, nameof(inputGradient));
        RequireLength(weightGradient.Length, weight.Length, nameof(weightGradient));
        RequireLength(biasGradient.Length, bias.Length, nameof(biasGradient));
        using var scratch = new AlignedScratch((2 * AlignedScratch.Padded(weight.Length)) + (2 * AlignedScratch.Padded(channels)));
        fixed (float* x = input.Values, from = outputGradient.Values, to = inputGradient.Values)
        {
            var pass = new BackwardPass
            {
                Tokens = tokens,
                Channels = channels,
                Taps = taps,
                Weight = Turned(weight, channels, taps, scratch.Take(weight.Length)),
                Bias = Copied(bias, scratch.TakeZeroed(channels)),
                Input = x,
                InputStride = input.Stride,
                Output = from,
                OutputStride = outputGradient.Stride,
                InputGradient = to,
                InputGradientStride = inputGradient.Stride,
                WeightGradient = scratch.TakeZeroed(weight.Length),
                BiasGradient = scratch.TakeZeroed(channels),
            };
            pass.Run(tier);
            for (int i = 0; i < weight.Length; i++)
            {
                weightGradient[i] += pass.WeightGradient[(i % taps * channels) + (i / taps)];
            }

            for (int channel = 0; channel < biasGradient.Length; channel++)
            {
                biasGradient[channel] += pass.BiasGradient[channel];
            }
        }
    }

    private static int Check(int tokens, int channels, ReadOnlyRows input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        input.Require(tokens, channels, nameof(input));
        int taps = weight.Length / channels;
        if (weight.Length == 0 || weight.Length % channels != 0 || taps > MaxTaps)
        {
            throw new ArgumentException(
                $"{weight.Length} weights are not 1 to {MaxTaps} taps of each of {channels} channels.", nameof(weight));
        }

        if (!bias.IsEmpty)
        {
            RequireLength(bias.Length, channels, nameof(bias));
        }

        return taps;
    }

    private static void RequireLength(int length, int needed, string name)
    {
        if (length != needed)
        {
            throw new ArgumentException($"{needed} elements are needed; {length} were given.", name);
        }
    }

    /// <summary>[Di, C] as [C, Di].</summary>
    private static float* Turned(ReadOnlySpan<float> weight, int channels, int taps, float* turned)
    {
        for (int i = 0; i < weight.Length; i++)
        {
            turned[(i % taps * channels) + (i / taps)] = weight[i];
        }

        return turned;
    }

    private static float* Copied(ReadOnlySpan<float> bias, float* copy)
    {
        bias.CopyTo(new Span<float>(copy, bias.Length));
        return copy;
    }
}
