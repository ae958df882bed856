using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static unsafe partial class WindowAttentionGradient
{
    private readonly struct BackwardJob : ITierJob
    {
        public required Sizes Sizes { get; init; }

        public required Matrix Query { get; init; }

        public required Matrix Key { get; init; }

        public required Matrix Value { get; init; }

        public required Matrix Output { get; init; }

        public required Matrix OutputGradient { get; init; }

        public required float* LogSumExp { get; init; }

        public required Matrix QueryGradient { get; init; }

        public required Matrix KeyGradient { get; init; }

        public required Matrix ValueGradient { get; init; }

        public required float* Scratch { get; init; }

        public void Run<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            for (int keyHead = 0; keyHead < Sizes.KeyHeads; keyHead++)
            {
                for (int first = 0; first < Sizes.Tokens; first += Sizes.BlockTokens)
                {
                    Run<TLanes>(new Block(Sizes, keyHead, first));
                }
            }
        }

        private void Run<TLanes>(Block block)
            where TLanes : struct, ILanes<TLanes>
        {
            (int dk, int dv, int rows, int stride) = (Sizes.KeySize, Sizes.ValueSize, block.Rows, block.Stride);
            float* scores = Sizes.Aligned(Scratch); // [TileKeys, rows], then probabilities
            float* changes = scores + Sizes.TileScratch; // [TileKeys, rows]: dP, then -dS
            float* query = changes + Sizes.TileScratch; // [rows, Dk]
            float* queryColumns = query + (stride * dk); // [Dk, rows]
            float* queryChange = queryColumns + (stride * dk); // [rows, Dk]
            float* output = queryChange + (stride * dk); // dO [rows, Dv]
            float* outputColumns = output + (stride * dv); // [Dv, rows]
            float* minusLogSumExp = outputColumns + (stride * dv); // [rows]
            float* delta = minusLogSumExp + stride; // [rows]: sum of dO * O, what the softmax's gradient subtracts

            // Scores are negated as in the forward pass. So is dS, and the packed queries with it: dK needs no further sign.
            block.Pack<TLanes>(Query, dk, -Sizes.Scale, query);
            TileTranspose.Run(query, stride, dk, queryColumns);
            block.Pack<TLanes>(OutputGradient, dv, 1f, output);
            TileTranspose.Run(output, stride, dv, outputColumns);
            PerRow<TLanes>(block, output, minusLogSumExp, delta);
            (int key, int count) = block.Tile(0);
            for (bool add = false; count > 0; add = true, (key, count) = block.Tile(key + count))
            {
                Matrix keys = block.Keys(Key, key, dk), p = new(scores, stride), ds = new(changes, stride);
                SmallProduct.Run<TLanes>(keys, new(queryColumns, stride), p, count, stride, dk, false);
                SmallProduct.Run<TLanes>(block.Keys(Value, key, dv), new(outputColumns, stride), ds, count, stride, dv, false);
                block.Hide(scores, key, count);
                for (int row = 0; row < stride; row += TLanes.Count)
                {
                    Softmax<TLanes>(scores + row, changes + row, stride, count, minusLogSumExp + row, delta + row);
                }

                SmallProduct.Run<TLanes>(p, new(output, dv), block.Keys(ValueGradient, key, dv), count, dv, rows, true);
                SmallProduct.Run<TLanes>(ds, new(query, dk), block.Keys(KeyGradient, key, dk), count, dk, rows, true);
                SmallProduct.Run<TLanes>(ds.Transposed, keys, new(queryChange, dk), rows, dk, count, add);
            }

            for (int token = block.First; token < block.End; token++)
            {
                int width = Sizes.Group * dk;
                Scale<TLanes>(queryChange + ((token - block.First) * width), width, -Sizes.Scale, block.Row(QueryGradient, token, dk));
            }
        }

        private void PerRow<TLanes>(Block block, float* outputGradient, float* minusLogSumExp, float* delta)
            where TLanes : struct, ILanes<TLanes>
        {
            int dv = Sizes.ValueSize;
            for (int row = 0; row < block.Rows; row++)
            {
                float* output = block.Row(Output, block.First + (row / Sizes.Group), dv) + (row % Sizes.Group * dv);
                delta[row] = Dot<TLanes>(outputGradient + (row * dv), output, dv);
                minusLogSumExp[row] = -LogSumExp[block.LogSumExpAt(row)];
            }

            new Span<float>(delta + block.Rows, block.Stride - block.Rows).Clear();
            new Span<float>(minusLogSumExp + block.Rows, block.Stride - block.Rows).Clear();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Dot<TLanes>(float* a, float* b, int width)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes sums = TLanes.Create(0f);
            int i = 0;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                sums = TLanes.FusedMultiplyAdd(TLanes.Load(a + i), TLanes.Load(b + i), sums);
            }

            float sum = LaneSum.Of(sums);
            for (; i < width; i++)
            {
                sum += a[i] * b[i];
            }

            return sum;
        }

        /// <summary>One column of negated scores to probabilities, and of dP to -dS = P (delta - dP).</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Softmax<TLanes>(float* scores, float* changes, nint stride, int keys, float* minusLogSumExp, float* delta)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes shift = TLanes.Load(minusLogSumExp), subtracted = TLanes.Load(delta);
            for (int j = 0; j < keys; j++, scores += stride, changes += stride)
            {
                TLanes p = Exponential.Exp(shift - TLanes.Load(scores));
                TLanes.Store(p, scores);
                TLanes.Store(p * (subtracted - TLanes.Load(changes)), changes);
            }
        }
    }
}
