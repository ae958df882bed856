using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static unsafe partial class WindowAttentionGradient
{
    private readonly struct ForwardJob : ITierJob
    {
        public required Sizes Sizes { get; init; }

        public required Matrix Query { get; init; }

        public required Matrix Key { get; init; }

        public required Matrix Value { get; init; }

        public required Matrix Output { get; init; }

        public required float* LogSumExp { get; init; }

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
            (int dk, int dv, int stride) = (Sizes.KeySize, Sizes.ValueSize, block.Stride);
            float* scores = Sizes.Aligned(Scratch); // [TileKeys, rows]
            float* sum = scores + Sizes.TileScratch; // [rows, Dv]
            float* query = sum + (stride * dv); // [rows, Dk]
            float* queryColumns = query + (stride * dk); // [Dk, rows]
            float* least = queryColumns + (stride * dk); // [rows]
            float* total = least + stride; // [rows]
            float* factor = total + stride; // [rows]

            // Negated scores throughout: lanes have a minimum and no maximum.
            block.Pack<TLanes>(Query, dk, -Sizes.Scale, query);
            TileTranspose.Run(query, stride, dk, queryColumns);
            new Span<float>(least, stride).Fill(Hidden);
            new Span<float>(total, stride).Clear();
            (int key, int count) = block.Tile(0);
            for (bool add = false; count > 0; add = true, (key, count) = block.Tile(key + count))
            {
                SmallProduct.Run<TLanes>(block.Keys(Key, key, dk), new(queryColumns, stride), new(scores, stride), count, stride, dk, false);
                block.Hide(scores, key, count);
                for (int row = 0; row < stride; row += TLanes.Count)
                {
                    Softmax<TLanes>(scores + row, stride, count, least + row, total + row, factor + row);
                }

                if (add)
                {
                    Rescale<TLanes>(sum, dv, factor, block.Rows);
                }

                SmallProduct.Run<TLanes>(
                    new(scores, 1, stride), block.Keys(Value, key, dv), new(sum, dv), block.Rows, dv, count, add);
            }

            Finish<TLanes>(block, sum, least, total);
        }

        private void Finish<TLanes>(Block block, float* sum, float* least, float* total)
            where TLanes : struct, ILanes<TLanes>
        {
            int dv = Sizes.ValueSize;
            for (int row = 0; row < block.Rows; row++)
            {
                float* to = block.Row(Output, block.First + (row / Sizes.Group), dv) + (row % Sizes.Group * dv);
                Scale<TLanes>(sum + (row * dv), dv, 1f / total[row], to);
                LogSumExp[block.LogSumExpAt(row)] = MathF.Log(total[row]) - least[row];
            }
        }

        /// <summary>
        /// Turns one column of negated scores into exp(least - score) with the least so far, adds them to the total, and gives the factor
        /// that brings what was computed with the former least to the new one.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Softmax<TLanes>(float* scores, nint stride, int keys, float* least, float* total, float* factor)
            where TLanes : struct, ILanes<TLanes>
        {
            TLanes former = TLanes.Load(least), lowest = former;
            float* at = scores;
            for (int j = 0; j < keys; j++, at += stride)
            {
                lowest = TLanes.AtMost(lowest, TLanes.Load(at));
            }

            TLanes sum = TLanes.Create(0f);
            for (int j = 0; j < keys; j++, scores += stride)
            {
                TLanes p = Exponential.Exp(lowest - TLanes.Load(scores));
                TLanes.Store(p, scores);
                sum += p;
            }

            TLanes change = Exponential.Exp(lowest - former);
            TLanes.Store(TLanes.FusedMultiplyAdd(TLanes.Load(total), change, sum), total);
            TLanes.Store(lowest, least);
            TLanes.Store(change, factor);
        }

        private static void Rescale<TLanes>(float* sum, int width, float* factor, int rows)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int row = 0; row < rows; row++)
            {
                if (factor[row] != 1f)
                {
                    Scale<TLanes>(sum + (row * width), width, factor[row], sum + (row * width));
                }
            }
        }
    }
}
