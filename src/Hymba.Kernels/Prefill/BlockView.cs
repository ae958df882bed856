namespace Hymba.Kernels.Prefill;

/// <summary>
/// Which columns the queries of a block see. Column 0 to Pinned - 1 are memory tokens, which all see; behind them lie consecutive positions, of which the
/// block's query t sees those up to its own and no further back than the window reaches.
/// </summary>
/// <param name="Pinned">Memory tokens in front.</param>
/// <param name="Own">The column of the first query's own position.</param>
/// <param name="Window">Positions that a query sees before its own; <see cref="int.MaxValue"/> for all.</param>
/// <param name="Tokens">Queries of a head.</param>
/// <param name="Group">Heads that share keys and values; rows are [key-value heads, tokens, group].</param>
internal readonly record struct BlockView(int Pinned, int Own, int Window, int Tokens, int Group)
{
    /// <summary>The run of columns behind the memory tokens that a row sees.</summary>
    public (int From, int To) Seen(int row)
    {
        int own = Own + (row / Group % Tokens);
        return (Math.Max(Pinned, Window >= own ? 0 : own - Window), own + 1);
    }
}
