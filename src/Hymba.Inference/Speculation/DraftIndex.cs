namespace Hymba.Inference.Speculation;

/// <summary>
/// The tokens of one sequence, and where each run of <see cref="MinMatch"/> of them occurred before: what followed the longest match with the sequence's
/// end is a guess at what comes next. Memory is linear in the tokens; adding one and looking up take constant time. One thread at a time.
/// </summary>
internal sealed class DraftIndex
{
    /// <summary>Tokens that must agree before anything is copied.</summary>
    public const int MinMatch = 4;

    // Longer matches and older occurrences are not worth the time.
    private const int MostCompared = 32;
    private const int MostCandidates = 16;
    private const int None = -1;

    // No token: what stands on both sides of it is not one text.
    private const int Border = -1;

    private readonly int[] _heads; // by hash: where the tokens behind the latest such run begin
    private readonly int[] _tokens;
    private readonly int[] _previous; // by place: the same for the run of the same hash before
    private readonly int _mask;
    private int _count;

    /// <summary>An empty index.</summary>
    /// <param name="capacity">The most tokens, borders included.</param>
    public DraftIndex(int capacity)
    {
        _tokens = new int[capacity];
        _previous = new int[capacity];
        _heads = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity))];
        _mask = _heads.Length - 1;
        Array.Fill(_heads, None);
    }

    /// <summary>Adds the next token.</summary>
    public void Add(int token)
    {
        // Entered only now that something follows it: a look-up must not find the end itself.
        if (HasRun)
        {
            ref int head = ref _heads[Hash()];
            (_previous[_count], head) = (head, _count);
        }

        _tokens[_count++] = token;
    }

    /// <summary>Ends a text; the next token begins another one.</summary>
    public void AddBorder() => Add(Border);

    /// <summary>Finds where the sequence's end occurred before: the longest such run, the latest of equally long ones.</summary>
    /// <returns>Where the tokens behind it begin, and its tokens, <see cref="MinMatch"/> at least at most 32; a length of 0 where there is none.</returns>
    public (int From, int Length) LongestMatch()
    {
        (int best, int longest) = (None, 0);
        int candidate = HasRun ? _heads[Hash()] : None;
        for (int looked = 0; candidate != None && looked < MostCandidates; looked++)
        {
            int length = Match(candidate);
            if (length >= MinMatch && length > longest)
            {
                (best, longest) = (candidate, length);
            }

            candidate = _previous[candidate];
        }

        return (best, longest);
    }

    /// <summary>Copies the tokens from a place on, as the next ones.</summary>
    /// <param name="from">Where <see cref="LongestMatch"/> says.</param>
    /// <param name="draft">Gets them.</param>
    /// <returns>How many there are: fewer than asked for where the text that is copied ends.</returns>
    public int Copy(int from, Span<int> draft)
    {
        int count = 0;
        while (count < draft.Length)
        {
            // A match that overlaps the end goes on with what it has just copied: the sequence repeats itself.
            int place = from + count, token = place < _count ? _tokens[place] : draft[place - _count];
            if (token == Border)
            {
                break;
            }

            draft[count++] = token;
        }

        return count;
    }

    private bool HasRun => _count >= MinMatch && !_tokens.AsSpan(_count - MinMatch, MinMatch).Contains(Border);

    private int Match(int candidate)
    {
        int length = 0, most = Math.Min(MostCompared, candidate);
        while (length < most && _tokens[candidate - 1 - length] == _tokens[_count - 1 - length] && _tokens[candidate - 1 - length] != Border)
        {
            length++;
        }

        return length;
    }

    private int Hash()
    {
        uint hash = 0;
        foreach (int token in _tokens.AsSpan(_count - MinMatch, MinMatch))
        {
            hash = unchecked((hash ^ (uint)token) * 0x9E3779B1);
            hash ^= hash >> 15;
        }

        return (int)(hash & (uint)_mask);
    }
}
