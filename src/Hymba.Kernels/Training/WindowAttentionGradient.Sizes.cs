namespace Hymba.Kernels.Training;

internal static unsafe partial class WindowAttentionGradient
{
    /// <summary>Sizes, and how the work is cut.</summary>
    private readonly struct Sizes
    {
        /// <summary>Most keys of a tile: a multiple of the six rows that a tile of registers takes.</summary>
        public const int TileKeys = 96;

        // Rows of a block: with the scores of one tile of keys they stay in the first cache.
        private const int TargetRows = 48;

        // Rows of scratch are whole vectors in every tier.
        private const int Grain = 16;

        public Sizes(in WindowAttentionArguments arguments)
        {
            Tokens = arguments.Tokens;
            KeyHeads = arguments.KeyHeads;
            Group = arguments.Heads / arguments.KeyHeads;
            KeySize = arguments.KeySize;
            ValueSize = arguments.ValueSize;
            Scale = arguments.Scale;

            // No distance reaches T, so a window of T is all; sums with it stay in range.
            Window = Math.Min(arguments.Window ?? Tokens, Tokens);
            Prefix = Math.Min(arguments.Prefix, Tokens);
            BlockTokens = Math.Max(1, TargetRows / Group);
        }

        public int Tokens { get; }

        public int KeyHeads { get; }

        /// <summary>Query heads per key head.</summary>
        public int Group { get; }

        public int KeySize { get; }

        public int ValueSize { get; }

        public float Scale { get; }

        public int Window { get; }

        public int Prefix { get; }

        /// <summary>Queries of one head in a block.</summary>
        public int BlockTokens { get; }

        /// <summary>Most rows of a block, rounded up to whole vectors.</summary>
        public int MaxRows => Padded(BlockTokens * Group);

        public int TileScratch => TileKeys * MaxRows;

        public int ForwardScratch => Grain + TileScratch + (MaxRows * ((2 * KeySize) + ValueSize + 3));

        public int BackwardScratch
            => Grain + (2 * TileScratch) + (MaxRows * ((3 * KeySize) + (2 * ValueSize) + 2 + (2 * Grain)));

        public static int Padded(int rows) => (rows + Grain - 1) / Grain * Grain;

        /// <summary>The first whole vector of a buffer that has room for one more.</summary>
        public static float* Aligned(float* buffer) => (float*)(((nint)buffer + 63) & ~(nint)63);
    }
}
