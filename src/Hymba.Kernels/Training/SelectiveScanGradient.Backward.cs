using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static partial class SelectiveScanGradient
{
    // With g the gradient by s after token t, and a = exp(dt A): g += dy C; dC += dy s; dB += g dt x; h = g a s_before is the gradient by dt A;
    // g a goes on to the token before.
    private readonly unsafe partial struct BackwardPass
    {
        // What the rows of a block hold beside each other for every token and lane.
        private const int Slots = 7;
        private const int DeltaSlot = 0; // dt
        private const int DeltaInputSlot = 1; // dt x
        private const int OutputSlot = 2; // dy
        private const int ThroughInputSlot = 3; // gradient by dt x
        private const int ThroughDecaySlot = 4; // gradient by dt through exp(dt A), in units of ln 2
        private const int SlopeSlot = 5; // the derivative of softplus
        private const int GateSlot = 6; // dOut times the derivative of silu

        public required Source From { get; init; }

        public required float* Checkpoints { get; init; }

        public required float* Output { get; init; }

        public required nint OutputStride { get; init; }

        public required float* Delta { get; init; }

        public required nint DeltaStride { get; init; }

        public required float* DeltaBias { get; init; }

        public required float* Input { get; init; }

        public required nint InputStride { get; init; }

        public required float* InputMatrix { get; init; }

        public required nint InputMatrixStride { get; init; }

        public required float* OutputMatrix { get; init; }

        public required nint OutputMatrixStride { get; init; }

        public required float* Decay { get; init; }

        public required float* Skip { get; init; }

        public required float* Gate { get; init; }

        public required nint GateStride { get; init; }

        public void Run(KernelTier tier)
        {
            switch (tier)
            {
                case KernelTier.Vector512:
                    Sequence<Lanes16>();
                    break;
                case KernelTier.Vector256:
                    Sequence<Lanes8>();
                    break;
                case KernelTier.Vector128:
                    Sequence<Lanes4>();
                    break;
                default:
                    Sequence<Lanes1>();
                    break;
            }
        }

        private void Sequence<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            (int length, int states, int channels) = (From.StateLength, From.States, From.Channels);
            int block = CheckpointInterval * states * TLanes.Count;
            int rows = CheckpointInterval * Slots * TLanes.Count;
            using var scratch = new AlignedScratch(
                (4 * AlignedScratch.Padded(length)) + (4 * AlignedScratch.Padded(block)) + AlignedScratch.Padded(states * TLanes.Count)
                + AlignedScratch.Padded(rows));
            float* decay = scratch.Take(length);
            float* zeros = scratch.TakeZeroed(length);
            float* adjoint = scratch.TakeZeroed(length);
            float* decayGradient = scratch.TakeZeroed(length);
            var buffers = new Buffers(
                scratch.Take(block + (states * TLanes.Count)),
                scratch.Take(block),
                scratch.Take(block),
                scratch.Take(block),
                scratch.Take(rows),
                TLanes.Count);
            From.ScaleDecay<TLanes>(decay);
            for (int start = (From.Tokens - 1) / CheckpointInterval * CheckpointInterval; start >= 0 && From.Tokens > 0; start -= CheckpointInterval)
            {
                int end = Math.Min(start + CheckpointInterval, From.Tokens);
                float* before = start == 0 ? zeros : Checkpoints + ((nint)((start / CheckpointInterval) - 1) * length);
                new Span<float>(buffers.InputMatrix, block).Clear();
                new Span<float>(buffers.OutputMatrix, block).Clear();
                int channel = 0;
                for (; channel <= channels - TLanes.Count; channel += TLanes.Count)
                {
                    nint at = (nint)channel * states;
                    Prepare<TLanes>(start, end, channel, buffers);
                    Recompute<TLanes>(start, end, channel, decay + at, before + at, buffers);
                    Reverse<TLanes>(start, end, channel, decay + at, adjoint + at, decayGradient + at, buffers);
                }

                for (; channel < channels; channel++)
                {
                    nint at = (nint)channel * states;
                    Prepare<Lanes1>(start, end, channel, buffers);
                    Recompute<Lanes1>(start, end, channel, decay + at, before + at, buffers);
                    Reverse<Lanes1>(start, end, channel, decay + at, adjoint + at, decayGradient + at, buffers);
                }

                AddLanes<TLanes>(buffers.InputMatrix, end - start, InputMatrix + (start * InputMatrixStride), InputMatrixStride);
                AddLanes<TLanes>(buffers.OutputMatrix, end - start, OutputMatrix + (start * OutputMatrixStride), OutputMatrixStride);
            }

            AddDecay<TLanes>(decayGradient);
        }

        /// <summary>Adds the sums over lanes of [tokens, N, lanes] to rows of N.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddLanes<TLanes>(float* lanes, int tokens, float* rows, nint stride)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int t = 0; t < tokens; t++)
            {
                for (int n = 0; n < From.States; n++)
                {
                    rows[(t * stride) + n] += TLanes.Sum(TLanes.Load(lanes));
                    lanes += TLanes.Count;
                }
            }
        }

        /// <summary>Adds the gradient by A from lane order to [Di, N].</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void AddDecay<TLanes>(float* lanes)
            where TLanes : struct, ILanes<TLanes>
        {
            nint whole = From.Channels / TLanes.Count * TLanes.Count;
            for (nint channel = 0; channel < From.Channels; channel++)
            {
                nint block = channel < whole ? channel / TLanes.Count * TLanes.Count : channel;
                nint width = channel < whole ? TLanes.Count : 1;
                float* column = lanes + (block * From.States) + (channel - block);
                for (nint n = 0; n < From.States; n++)
                {
                    Decay[(channel * From.States) + n] += column[n * width];
                }
            }
        }

        /// <summary>Scratch of one block of K tokens and one block of channels.</summary>
        /// <param name="states">[K + 1, N, lanes]: before the first token and after each.</param>
        /// <param name="kept">exp(dt A), [K, N, lanes].</param>
        /// <param name="inputMatrix">Gradient by B, [K, N, width], summed over blocks of channels but not over lanes.</param>
        /// <param name="outputMatrix">Gradient by C, likewise.</param>
        /// <param name="rows">[K, <see cref="Slots"/>, lanes].</param>
        /// <param name="width">Lanes of the tier; single channels at the end use the first of them.</param>
        private readonly struct Buffers(
            float* states,
            float* kept,
            float* inputMatrix,
            float* outputMatrix,
            float* rows,
            int width)
        {
            public readonly float* States = states;
            public readonly float* Kept = kept;
            public readonly float* InputMatrix = inputMatrix;
            public readonly float* OutputMatrix = outputMatrix;
            public readonly float* Rows = rows;
            public readonly int Width = width;
        }
    }
}
