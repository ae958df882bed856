namespace Hymba.Kernels.Prefill;

/// <summary>How heads are stacked for attention.</summary>
/// <param name="Heads">Heads in a token's row.</param>
/// <param name="KeyValueHeads">Heads of keys and values; each serves Heads / KeyValueHeads heads that follow each other.</param>
/// <param name="Size">Elements of a head.</param>
/// <param name="BlockTokens">Tokens of a block; the last one may have fewer.</param>
internal readonly record struct HeadLayout(int Heads, int KeyValueHeads, int Size, int BlockTokens)
{
    /// <summary>Heads that share keys and values.</summary>
    public int Group => Heads / KeyValueHeads;

    /// <summary>The row of a head of a token in a block of <paramref name="count"/> tokens.</summary>
    public int RowOf(int head, int token, int count) => (((head / Group * count) + token) * Group) + (head % Group);
}
