using System.Runtime.CompilerServices;
using Hymba.Kernels.Lanes;
using Hymba.Kernels.Prefill;
using Hymba.Kernels.Threading;
using Hymba.Kernels.Training;

namespace Hymba.Kernels.Decode;

/// <summary>
/// The time steps of a scan from their low-rank form, dt = softplus(W r + bias), for a few tokens. Rows of W are as short as the rank: folding their sums would take
/// longer than the products, so lanes are channels here, and the weights lie in tiles of sixteen channels.
/// </summary>
/// <typeparam name="TRow">Reads the weights.</typeparam>
/// <typeparam name="TElement">What a weight is stored as.</typeparam>
internal static unsafe class TimeSteps<TRow, TElement>
    where TRow : struct, IElement<TElement>
    where TElement : unmanaged
{
    private const int TileChannels = 16;

    // Additions wait for each other: four chains of them do so beside each other.
    private const int Chains = 4;

    // Weights below which a second thread costs more than it brings.
    private const long MinParallelWeights = 1 << 16;

    /// <summary>Elements of the tiles of a matrix.</summary>
    public static long TiledLength(int channels, int rank) => ((long)channels + TileChannels - 1) / TileChannels * TileChannels * rank;

    /// <summary>Puts a matrix into tiles, [tiles, rank, 16]; zeros stand where there is no channel.</summary>
    /// <param name="weights">W, [channels, rank].</param>
    /// <param name="channels">Rows of W.</param>
    /// <param name="rank">Columns of W.</param>
    /// <param name="tiles">[<see cref="TiledLength"/>], written.</param>
    public static void Tile(ReadOnlySpan<TElement> weights, int channels, int rank, Span<TElement> tiles)
    {
        tiles.Clear();
        for (int channel = 0; channel < channels; channel++)
        {
            int at = (channel / TileChannels * TileChannels * rank) + (channel % TileChannels);
            for (int i = 0; i < rank; i++)
            {
                tiles[at + (i * TileChannels)] = weights[(channel * rank) + i];
            }
        }
    }

    /// <summary>Computes them. Neither tier nor threads nor other tokens change a bit.</summary>
    /// <param name="tiles">W as <see cref="Tile"/> leaves it.</param>
    /// <param name="rank">Columns of W.</param>
    /// <param name="x">r, [tokens, rank].</param>
    /// <param name="tokens">How many, 0 or more.</param>
    /// <param name="bias">[channels].</param>
    /// <param name="y">dt, [tokens, channels], written.</param>
    /// <param name="maxThreads">The most threads, the calling one included.</param>
    /// <param name="tier">The vector width.</param>
    /// <exception cref="ArgumentException">A span is shorter than the sizes say.</exception>
    public static void Run(
        ReadOnlySpan<TElement> tiles, int rank, ReadOnlyRows x, int tokens, ReadOnlySpan<float> bias, WritableRows y, int maxThreads, KernelTier tier)
    {
        int channels = bias.Length;
        x.Require(tokens, rank, nameof(x));
        y.Require(tokens, channels, nameof(y));
        if (tiles.Length < TiledLength(channels, rank))
        {
            throw new ArgumentException(
                $"{channels} channels of rank {rank} take {TiledLength(channels, rank)} weights in tiles; {tiles.Length} were given.", nameof(tiles));
        }

        fixed (TElement* w = tiles)
        fixed (float* from = x.Values, b = bias, to = y.Values)
        {
            var job = new Job(w, rank, from, x.Stride, tokens, b, to, y.Stride);
            TierRange.Run(job, channels, TileChannels, (long)channels * rank < MinParallelWeights ? 1 : maxThreads, tier);
        }
    }

    private readonly struct Job(
        TElement* tiles, int rank, float* ranks, nint rankStride, int tokens, float* bias, float* steps, nint stepStride)
        : ITierRangeJob
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLanes>(int start, int end)
            where TLanes : struct, ILanes<TLanes>
        {
            for (int first = start; first < end; first += TileChannels)
            {
                TElement* tile = tiles + ((nint)first * rank);
                WeightPrefetch.Stretch(tile, TileChannels * rank * sizeof(TElement));
                for (nint token = 0; token < tokens; token++)
                {
                    int lane = 0, count = Math.Min(TileChannels, end - first);
                    for (; lane <= count - TLanes.Count; lane += TLanes.Count)
                    {
                        Step<TLanes>(tile + lane, token, first + lane);
                    }

                    for (; lane < count; lane++)
                    {
                        Step<Lanes1>(tile + lane, token, first + lane);
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Step<TLanes>(TElement* tile, nint token, int channel)
            where TLanes : struct, ILanes<TLanes>
        {
            float* x = ranks + (token * rankStride);
            TLanes s0 = TLanes.Create(0f), s1 = s0, s2 = s0, s3 = s0;
            int i = 0;
            for (; i <= rank - Chains; i += Chains, tile += Chains * TileChannels)
            {
                s0 = TLanes.FusedMultiplyAdd(TRow.Load<TLanes>(tile), TLanes.Create(x[i]), s0);
                s1 = TLanes.FusedMultiplyAdd(TRow.Load<TLanes>(tile + TileChannels), TLanes.Create(x[i + 1]), s1);
                s2 = TLanes.FusedMultiplyAdd(TRow.Load<TLanes>(tile + (2 * TileChannels)), TLanes.Create(x[i + 2]), s2);
                s3 = TLanes.FusedMultiplyAdd(TRow.Load<TLanes>(tile + (3 * TileChannels)), TLanes.Create(x[i + 3]), s3);
            }

            for (; i < rank; i++, tile += TileChannels)
            {
                s0 = TLanes.FusedMultiplyAdd(TRow.Load<TLanes>(tile), TLanes.Create(x[i]), s0);
            }

            TLanes sum = (s0 + s1) + (s2 + s3);
            TLanes.Store(Logistic.Softplus(sum + TLanes.Load(bias + channel)), steps + (token * stepStride) + channel);
        }
    }
}
