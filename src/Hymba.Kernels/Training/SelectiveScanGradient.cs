namespace Hymba.Kernels.Training;

/// <summary>
/// The selective scan of one whole sequence and its gradient. Per channel c and state n, from a state of zero:
/// <c>dt = softplus(delta[t,c] + bias[c])</c>, <c>s[c,n] = exp(dt A[c,n]) s[c,n] + dt x[t,c] B[t,n]</c>,
/// <c>y = sum_n s[c,n] C[t,n] + D[c] x[t,c]</c>, <c>out[t,c] = y silu(z[t,c])</c>.
/// </summary>
/// <remarks>
/// The forward pass keeps the states at every <see cref="CheckpointInterval"/>-th token; the backward pass goes through these blocks from the
/// last to the first and recomputes the states inside a block in scratch memory that fits the core's caches. One thread, no state between
/// calls: safe to call from several threads for different memory. Gradients by delta, x, z, A, D and the bias have the same bits in every
/// tier; those by B and C sum over channels in an order that depends on the width.
/// </remarks>
internal static partial class SelectiveScanGradient
{
    /// <summary>Tokens between two kept states: with 16 states and 16 lanes, a block's scratch (37 KiB) stays in the first-level cache.</summary>
    public const int CheckpointInterval = 8;

    /// <summary>Elements of the checkpoint buffer of a sequence: [blocks - 1, Di * N], inside a block in an order of the tier's own.</summary>
    public static int CheckpointLength(int tokens, int channels, int states)
        => checked(Math.Max(0, ((tokens + CheckpointInterval - 1) / CheckpointInterval) - 1) * channels * states);

    /// <summary>Runs the scan in the process's tier.</summary>
    /// <param name="inputs">What the scan reads.</param>
    /// <param name="output">out, [T, Di]; overlaps no input.</param>
    /// <param name="checkpoints">Filled for <see cref="Backward(in SelectiveScanInputs, ReadOnlySpan{float}, ReadOnlyRows, in SelectiveScanGradients)"/>,
    /// which has to run in the same tier.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes, or a size is out of range.</exception>
    public static void Forward(in SelectiveScanInputs inputs, WritableRows output, Span<float> checkpoints)
        => Forward(inputs, output, checkpoints, KernelTiers.Current);

    /// <summary>As the other overload, in a given tier; one that the processor lacks runs in software.</summary>
    public static unsafe void Forward(in SelectiveScanInputs inputs, WritableRows output, Span<float> checkpoints, KernelTier tier)
    {
        inputs.Require();
        output.Require(inputs.Tokens, inputs.Channels, nameof(output));
        RequireCheckpoints(inputs, checkpoints);
        fixed (float* delta = inputs.Delta.Values, input = inputs.Input.Values, gate = inputs.Gate.Values, bias = inputs.DeltaBias)
        fixed (float* inputMatrix = inputs.InputMatrix.Values, outputMatrix = inputs.OutputMatrix.Values)
        fixed (float* decay = inputs.Decay, skip = inputs.Skip, to = output.Values, states = checkpoints)
        {
            var pass = new ForwardPass(new Source(inputs, delta, bias, input, inputMatrix, outputMatrix, decay, skip, gate), to, output.Stride, states);
            pass.Run(tier);
        }
    }

    /// <summary>Computes the gradients in the process's tier.</summary>
    /// <param name="inputs">What the forward pass read.</param>
    /// <param name="checkpoints">What the forward pass left, in the same tier.</param>
    /// <param name="outputGradient">The gradient by out, [T, Di].</param>
    /// <param name="gradients">Where the gradients by the inputs go.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes, or a size is out of range.</exception>
    public static void Backward(
        in SelectiveScanInputs inputs,
        ReadOnlySpan<float> checkpoints,
        ReadOnlyRows outputGradient,
        in SelectiveScanGradients gradients)
        => Backward(inputs, checkpoints, outputGradient, gradients, KernelTiers.Current);

    /// <summary>As the other overload, in a given tier; one that the processor lacks runs in software.</summary>
    public static unsafe void Backward(
        in SelectiveScanInputs inputs,
        ReadOnlySpan<float> checkpoints,
        ReadOnlyRows outputGradient,
        in SelectiveScanGradients gradients,
        KernelTier tier)
    {
        inputs.Require();
        gradients.Require(inputs.Tokens, inputs.Channels, inputs.States);
        outputGradient.Require(inputs.Tokens, inputs.Channels, nameof(outputGradient));
        RequireCheckpoints(inputs, checkpoints);
        fixed (float* delta = inputs.Delta.Values, input = inputs.Input.Values, gate = inputs.Gate.Values, bias = inputs.DeltaBias)
        fixed (float* inputMatrix = inputs.InputMatrix.Values, outputMatrix = inputs.OutputMatrix.Values)
        fixed (float* decay = inputs.Decay, skip = inputs.Skip, from = outputGradient.Values, states = checkpoints)
        fixed (float* deltaGradient = gradients.Delta.Values, inputGradient = gradients.Input.Values, gateGradient = gradients.Gate.Values)
        fixed (float* inputMatrixGradient = gradients.InputMatrix.Values, outputMatrixGradient = gradients.OutputMatrix.Values)
        fixed (float* decayGradient = gradients.Decay, skipGradient = gradients.Skip, biasGradient = gradients.DeltaBias)
        {
            var pass = new BackwardPass
            {
                From = new Source(inputs, delta, bias, input, inputMatrix, outputMatrix, decay, skip, gate),
                Checkpoints = states,
                Output = from,
                OutputStride = outputGradient.Stride,
                Delta = deltaGradient,
                DeltaStride = gradients.Delta.Stride,
                DeltaBias = biasGradient,
                Input = inputGradient,
                InputStride = gradients.Input.Stride,
                InputMatrix = inputMatrixGradient,
                InputMatrixStride = gradients.InputMatrix.Stride,
                OutputMatrix = outputMatrixGradient,
                OutputMatrixStride = gradients.OutputMatrix.Stride,
                Decay = decayGradient,
                Skip = skipGradient,
                Gate = gateGradient,
                GateStride = gradients.Gate.Stride,
            };
            pass.Run(tier);
        }
    }

    private static void RequireCheckpoints(in SelectiveScanInputs inputs, ReadOnlySpan<float> checkpoints)
    {
        int needed = CheckpointLength(inputs.Tokens, inputs.Channels, inputs.States);
        if (checkpoints.Length < needed)
        {
            throw new ArgumentException($"The checkpoints need {needed} elements; {checkpoints.Length} were given.", nameof(checkpoints));
        }
    }
}
