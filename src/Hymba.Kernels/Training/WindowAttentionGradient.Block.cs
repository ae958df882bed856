using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;

namespace Hymba.Kernels.Training;

internal static unsafe partial class WindowAttentionGradient
{
    // Above every real score's negative; a difference to it is far below where exp gives 0, and sums of two stay finite.
    private const float Hidden = 1e30f;

    /// <summary>Consecutive queries of all heads that share one key head: row r is token First + r / Group of head r % Group.</summary>
    private readonly struct Block(in Sizes sizes, int keyHead, int first)
    {
        private readonly Sizes _sizes = sizes;

        public int KeyHead { get; } = keyHead;

        public int First { get; } = first;

        public int End { get; } = Math.Min(first + sizes.BlockTokens, sizes.Tokens);

        public int Rows => (End - First) * _sizes.Group;

        /// <summary>Rows of scratch, and elements between the scores of one key and the next.</summary>
        public int Stride => Sizes.Padded(Rows);

        /// <summary>The next tile of visible keys from a key on: where it starts and how many keys it has, 0 at the end.</summary>
        public (int Key, int Count) Tile(int key)
        {
            int window = Math.Max(0, First - _sizes.Window);
            if (key >= _sizes.Prefix)
            {
                key = Math.Max(key, window);
            }

            // Where prefix and window touch or overlap they are one run of keys.
            int end = key < _sizes.Prefix && _sizes.Prefix < window ? _sizes.Prefix : End;
            return (key, Math.Min(end - key, Sizes.TileKeys));
        }

        /// <summary>Overwrites the scores that a query does not see. scores [count, Stride] start at a key.</summary>
        public void Hide(float* scores, int key, int count)
        {
            int stride = Stride;
            for (int j = key; j < key + count; j++, scores += stride)
            {
                int before = (j - First) * _sizes.Group;
                if (before > 0)
                {
                    new Span<float>(scores, before).Fill(Hidden);
                }

                int after = (j + _sizes.Window + 1 - First) * _sizes.Group;
                if (j >= _sizes.Prefix && after < stride)
                {
                    new Span<float>(scores + after, stride - after).Fill(Hidden);
                }
            }
        }

        /// <summary>Copies a head-wise matrix's rows into packed ones [Stride, size], times a factor; rows beyond the block become 0.</summary>
        public void Pack<TLanes>(Matrix source, int size, float factor, float* packed)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int token = First; token < End; token++)
            {
                float* from = Row(source, token, size);
                Scale<TLanes>(from, _sizes.Group * size, factor, packed);
                packed += _sizes.Group * size;
            }

            new Span<float>(packed, (Stride - Rows) * size).Clear();
        }

        /// <summary>Where a token's heads of this block start in a matrix of [T, Hq * size].</summary>
        public float* Row(Matrix matrix, nint token, int size)
            => matrix.Start + (token * matrix.RowStride) + ((nint)KeyHead * _sizes.Group * size);

        /// <summary>The block's key head of a matrix of [T, Hkv * size], from a key on.</summary>
        public Matrix Keys(Matrix matrix, int key, int size)
            => new(matrix.Start + (key * matrix.RowStride) + ((nint)KeyHead * size), (int)matrix.RowStride);

        /// <summary>Where a row's logsumexp lies in [Hq, T].</summary>
        public nint LogSumExpAt(int row)
            => (((KeyHead * _sizes.Group) + (row % _sizes.Group)) * (nint)_sizes.Tokens) + First + (row / _sizes.Group);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale<TLanes>(float* from, int count, float factor, float* to)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes factors = TLanes.Create(factor);
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TLanes.Store(TLanes.Load(from + i) * factors, to + i);
        }

        for (; i < count; i++)
        {
            to[i] = from[i] * factor;
        }
    }
}
