using Hymba.Kernels.Threading;

namespace Hymba.Kernels;

/// <summary>
/// The recurrence of a Mamba layer over a block of tokens of one sequence, per channel c and state n:
/// <c>s[c,n] = exp(dt[t,c] A[c,n]) s[c,n] + dt[t,c] x[t,c] B[t,n]</c>, <c>y[t,c] = sum_n s[c,n] C[t,n] + D[c] x[t,c]</c>,
/// and y times silu(z[t,c]) where a gate is given.
/// </summary>
/// <remarks>
/// Channels are independent and each is computed in one fixed order of operations, so the bits of y and s depend neither on the tier, nor on
/// the number of threads, nor on how a sequence is cut into blocks: prefill in one block, in chunks, or token by token is the same.
/// </remarks>
internal static partial class SelectiveScan
{
    /// <summary>The most states per channel.</summary>
    public const int MaxStates = 256;

    // 16 channels share a cache line, and fill the widest vector.
    private const int ChannelGrain = 16;

    // State updates below which a second thread costs more than it brings (about 10 microseconds of work).
    private const long MinParallelUpdates = 1 << 15;

    /// <summary>Runs the scan in the process's tier. Safe to call from several threads for different states.</summary>
    /// <param name="arguments">Inputs, the state that is updated, and the output.</param>
    /// <param name="maxThreads">The most threads to use, the calling one included; small blocks use one.</param>
    /// <exception cref="ArgumentException">A span is too short for the sizes, or a size is out of range.</exception>
    public static void Run(in SelectiveScanArguments arguments, int maxThreads) => Run(arguments, maxThreads, KernelTiers.Current);

    /// <summary>As the other overload, in a given tier; one that the processor lacks runs in software.</summary>
    public static unsafe void Run(in SelectiveScanArguments arguments, int maxThreads, KernelTier tier)
    {
        Check(arguments);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxThreads);
        fixed (float* delta = arguments.Delta.Values, input = arguments.Input.Values, gate = arguments.Gate.Values)
        fixed (float* inputMatrix = arguments.InputMatrix.Values, outputMatrix = arguments.OutputMatrix.Values)
        fixed (float* decay = arguments.Decay, skip = arguments.Skip, state = arguments.State, before = arguments.StateBefore, output = arguments.Output)
        {
            var job = new Job
            {
                Tier = tier,
                Tokens = arguments.Tokens,
                States = arguments.States,
                Delta = delta,
                DeltaStride = arguments.Delta.Stride,
                Input = input,
                InputStride = arguments.Input.Stride,
                InputMatrix = inputMatrix,
                InputMatrixStride = arguments.InputMatrix.Stride,
                OutputMatrix = outputMatrix,
                OutputMatrixStride = arguments.OutputMatrix.Stride,
                Gate = gate,
                GateStride = arguments.Gate.Stride,
                Decay = decay,
                Skip = skip,
                State = state,
                StateBefore = before,
                Output = output,
                OutputStride = arguments.OutputStride,
            };
            long updates = (long)arguments.Tokens * arguments.Channels * arguments.States;
            RangeSplit.Run(job, arguments.Channels, ChannelGrain, updates < MinParallelUpdates ? 1 : maxThreads);
        }
    }

    private static void Check(in SelectiveScanArguments arguments)
    {
        (int tokens, int channels, int states) = (arguments.Tokens, arguments.Channels, arguments.States);
        ArgumentOutOfRangeException.ThrowIfNegative(tokens);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(states);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(states, MaxStates);
        arguments.Delta.Require(tokens, channels, nameof(arguments.Delta));
        arguments.Input.Require(tokens, channels, nameof(arguments.Input));
        arguments.InputMatrix.Require(tokens, states, nameof(arguments.InputMatrix));
        arguments.OutputMatrix.Require(tokens, states, nameof(arguments.OutputMatrix));
        ReadOnlyRows.Require(arguments.Decay.Length, states, channels, states, nameof(arguments.Decay));
        ReadOnlyRows.Require(arguments.Skip.Length, channels, 1, channels, nameof(arguments.Skip));
        ReadOnlyRows.Require(arguments.State.Length, states, channels, states, nameof(arguments.State));
        ReadOnlyRows.Require(arguments.Output.Length, arguments.OutputStride, tokens, channels, nameof(arguments.Output));
        if (!arguments.StateBefore.IsEmpty)
        {
            ReadOnlyRows.Require(arguments.StateBefore.Length, states, channels, states, nameof(arguments.StateBefore));
        }

        if (!arguments.Gate.Values.IsEmpty)
        {
            arguments.Gate.Require(tokens, channels, nameof(arguments.Gate));
        }
    }

    /// <summary>The arguments as pointers, for the threads.</summary>
    private readonly unsafe partial struct Job : IRangeJob
    {
        public required KernelTier Tier { get; init; }

        public required int Tokens { get; init; }

        public required int States { get; init; }

        public required float* Delta { get; init; }

        public required int DeltaStride { get; init; }

        public required float* Input { get; init; }

        public required int InputStride { get; init; }

        public required float* InputMatrix { get; init; }

        public required int InputMatrixStride { get; init; }

        public required float* OutputMatrix { get; init; }

        public required int OutputMatrixStride { get; init; }

        public required float* Gate { get; init; }

        public required int GateStride { get; init; }

        public required float* Decay { get; init; }

        public required float* Skip { get; init; }

        public required float* State { get; init; }

        public required float* StateBefore { get; init; }

        public required float* Output { get; init; }

        public required int OutputStride { get; init; }
    }
}
