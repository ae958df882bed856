namespace Hymba.Validation.Repetition;

/// <summary>
/// Follows a sequence and knows for every period how long it has been repeating. What is reported is the end of the loop as far as it is too much,
/// piece by piece, so that what came before stays and nothing waits for the loop's end.
/// </summary>
/// <param name="longestPeriod">Longest period that is looked for.</param>
/// <param name="fewestItems">A loop of fewer items, all copies together, is never too much.</param>
/// <param name="fewestCopies">A loop of fewer copies is never too much.</param>
/// <param name="pieceItems">Items of a reported piece, rounded up to whole periods.</param>
internal sealed class LoopScan(int longestPeriod, int fewestItems, int fewestCopies, int pieceItems)
{
    private int[] _runs = new int[longestPeriod + 1];
    private int _reportedEnd;

    /// <summary>Items of the loop whose piece was reported last, from its beginning on.</summary>
    public int LoopItems { get; private set; }

    /// <summary>A copy that goes its own way.</summary>
    /// <param name="dropped">How many items are left out at the beginning of its sequence.</param>
    public LoopScan Fork(int dropped = 0) => new(longestPeriod, fewestItems, fewestCopies, pieceItems)
    {
        _runs = [.. _runs],
        _reportedEnd = _reportedEnd - dropped,
    };

    /// <summary>Moves on to an item.</summary>
    /// <param name="items">The sequence; of what came before the last step, as much as the longest period.</param>
    /// <param name="index">Its index.</param>
    /// <param name="copies">How many copies of a period that ends at an index are too many; 0 for any number is fine.</param>
    /// <returns>First index of the piece that ends here and is too much, or -1.</returns>
    public int Advance(ReadOnlySpan<int> items, int index, Func<int, int, int> copies)
    {
        int found = -1;
        int longest = Math.Min(longestPeriod, index);
        int item = items[index];
        for (int period = 1; period <= longest; period++)
        {
            if (items[index - period] != item)
            {
                _runs[period] = 0;
                continue;
            }

            int run = ++_runs[period];
            if (found >= 0 || run < (fewestCopies - 1) * period || run + period < fewestItems || run % period != 0)
            {
                continue;
            }

            int start = index + 1 - Piece(period);
            if (start >= _reportedEnd && copies(period, index) is var most and > 0 && (run / period) + 1 >= most)
            {
                (found, LoopItems) = (start, run + period);
            }
        }

        _reportedEnd = found >= 0 ? index + 1 : _reportedEnd;
        return found;
    }

    /// <summary>The earliest index at which a piece may begin that more items complete; the given count if there is none.</summary>
    public int EarliestOpen(int count)
    {
        int open = count;
        for (int period = 1; period <= longestPeriod; period++)
        {
            // The piece ends when the run is long enough, or later; it reaches back by its own length.
            int needed = Math.Max((fewestCopies - 1) * period, (fewestItems - period + period - 1) / period * period);
            int run = _runs[period];
            int end = run < needed ? needed : (run / period * period) + period;
            int start = count + (end - run) - Piece(period);
            open = Math.Min(open, start);
        }

        return Math.Max(open, Math.Min(count, _reportedEnd));
    }

    private int Piece(int period) => (pieceItems + period - 1) / period * period;
}
