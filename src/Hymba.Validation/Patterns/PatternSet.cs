namespace Hymba.Validation.Patterns;

/// <summary>
/// Many regular expressions as one lazily built deterministic automaton, with what a streaming filter needs and the platform's
/// expressions lack: where the earliest match begins that more text could still complete. Matches are leftmost, longest, apart, and at most
/// <see cref="MaxLength"/> long, so that a scan is linear for any text. Thread-safe.
/// </summary>
internal sealed class PatternSet
{
    private const int DefaultMaxStates = 20_000;

    private readonly List<PatternNode> _nodes = [];
    private readonly CharacterClasses _classes;
    private readonly bool[] _isWord;
    private readonly Dictionary<string, PatternState> _states = new(StringComparer.Ordinal);
    private readonly Lock _building = new();
    private readonly int _maxStates;
    private volatile PatternState _anywhere;
    private volatile PatternState _atWordStart;

    /// <param name="patterns">The expressions; see <see cref="PatternCompiler"/>.</param>
    /// <param name="ignoreCase">Case does not matter. Default: true.</param>
    /// <param name="maxLength">See <see cref="MaxLength"/>. Default: 512.</param>
    /// <param name="maxStates">States that are remembered before all are forgotten. Default: 20,000.</param>
    /// <exception cref="PatternSyntaxException">An expression is not in the known subset.</exception>
    public PatternSet(IReadOnlyList<string> patterns, bool ignoreCase = true, int maxLength = 512, int maxStates = DefaultMaxStates)
    {
        MaxLength = maxLength;
        _maxStates = maxStates;
        var compiler = new PatternCompiler(_nodes, ignoreCase);
        var starts = patterns.Select(compiler.Add).ToArray();
        _classes = new CharacterClasses(_nodes, ignoreCase);
        CharacterSet word = CharacterSet.Word();
        _isWord = Enumerable.Range(0, _classes.Count).Select(index => word.Contains(_classes.Example(index))).ToArray();
        _anywhere = Intern(starts.Where(start => !start.AtWordStart).Select(start => start.Start));
        _atWordStart = Intern(starts.Select(start => start.Start));
    }

    /// <summary>UTF-16 units that a match may have; text beyond is not looked at.</summary>
    public int MaxLength { get; }

    /// <summary>States that are remembered.</summary>
    public int StateCount => _states.Count;

    /// <summary>Finds all matches.</summary>
    /// <param name="text">The text.</param>
    /// <param name="matches">Added to, in order; null where only the open start matters.</param>
    /// <returns>Where the earliest match begins that more text could complete or change; the text's length if there is none.</returns>
    public int Scan(string text, List<PatternMatch>? matches) => Scan(text, 0, matches, out _);

    /// <summary>Goes on behind a place that no match lies over; what stands in front of it only tells whether a word begins there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The place.</param>
    /// <param name="matches">Added to, in order.</param>
    public int Scan(string text, int from, List<PatternMatch> matches) => Scan(text, from, matches, out _);

    /// <summary>
    /// What <see cref="Scan(string, List{PatternMatch}?)"/> returns, mostly from the end of the text alone: where no match begins in twice the
    /// longest match, whatever reaches into it has ended before anything could still be open.
    /// </summary>
    public int FindOpenStart(string text)
    {
        int from = text.Length - (2 * MaxLength);
        if (from > 0)
        {
            int open = Scan(text, from, null, out bool any);
            if (!any)
            {
                return open;
            }
        }

        return Scan(text, 0, null, out _);
    }

    private int Scan(string text, int from, List<PatternMatch>? matches, out bool any)
    {
        any = false;
        int open = text.Length;
        bool afterWord = from > 0 && _isWord[_classes[text[from - 1]]];
        int position = from;
        while (position < text.Length)
        {
            int kind = _classes[text[position]];
            PatternState? state = Step(afterWord ? _anywhere : _atWordStart, kind);
            if (state is null)
            {
                afterWord = _isWord[kind];
                position++;
                continue;
            }

            PatternMatch match = Run(text, position, state, out bool undecided);
            if (undecided && open == text.Length)
            {
                open = position;
            }

            if (match.Pattern >= 0)
            {
                any = true;
                matches?.Add(match);
                position = match.End;
                afterWord = _isWord[_classes[text[position - 1]]];
            }
            else
            {
                afterWord = _isWord[kind];
                position++;
            }
        }

        return open;
    }

    /// <summary>
    /// Reports every pattern that matches at every place, overlapping ones too: once for each start, with its longest end.
    /// </summary>
    public void ScanAll(string text, List<PatternMatch> matches)
    {
        bool afterWord = false;
        for (int start = 0; start < text.Length; start++)
        {
            int kind = _classes[text[start]];
            PatternState? state = Step(afterWord ? _anywhere : _atWordStart, kind);
            afterWord = _isWord[kind];
            int first = matches.Count;
            int limit = (int)Math.Min(text.Length, (long)start + MaxLength);
            for (int position = start + 1; state is not null; position++)
            {
                kind = position < text.Length ? _classes[text[position]] : -1;
                Report(matches, first, state.All, start, position);
                if (kind < 0 || !_isWord[kind])
                {
                    Report(matches, first, state.AllAtWordEnd, start, position);
                }

                state = position < limit ? Step(state, kind) : null;
            }
        }
    }

    private static void Report(List<PatternMatch> matches, int first, int[] patterns, int start, int end)
    {
        foreach (int pattern in patterns)
        {
            int known = matches.FindIndex(first, match => match.Pattern == pattern);
            if (known < 0)
            {
                matches.Add(new(pattern, start, end));
            }
            else
            {
                matches[known] = new(pattern, start, end);
            }
        }
    }

    private PatternMatch Run(string text, int start, PatternState state, out bool undecided)
    {
        var best = new PatternMatch(-1, start, start);
        int limit = (int)Math.Min(text.Length, (long)start + MaxLength);
        PatternState? current = state;
        int position = start + 1;
        while (true)
        {
            if (current.Accepts >= 0)
            {
                best = new(current.Accepts, start, position);
            }

            int kind = position < text.Length ? _classes[text[position]] : -1;
            if (current.AcceptsAtWordEnd >= 0 && (kind < 0 || !_isWord[kind]) && (best.End < position || current.AcceptsAtWordEnd < best.Pattern))
            {
                best = new(current.AcceptsAtWordEnd, start, position);
            }

            if (position >= limit)
            {
                undecided = position == text.Length && !current.IsFinal && (position - start < MaxLength || current.AcceptsAtWordEnd >= 0);
                return best;
            }

            current = Step(current, kind);
            if (current is null)
            {
                undecided = false;
                return best;
            }

            position++;
        }
    }

    private PatternState? Step(PatternState state, int kind)
    {
        PatternState next = state.Next[kind] ?? Build(state, kind);
        return next.IsDead ? null : next;
    }

    private PatternState Build(PatternState state, int kind)
    {
        char example = _classes.Example(kind);
        PatternState next = Intern(state.Waiting.Where(index => _nodes[index].Set!.Contains(example)).Select(index => _nodes[index].Next));
        state.Next[kind] = next;
        return next;
    }

    private PatternState Intern(IEnumerable<int> starts)
    {
        var seen = new HashSet<int>();
        var todo = new Stack<int>(starts);
        var waiting = new List<int>();
        var accepts = new SortedSet<int>();
        var atWordEnd = new SortedSet<int>();
        while (todo.TryPop(out int index))
        {
            if (!seen.Add(index))
            {
                continue;
            }

            PatternNode node = _nodes[index];
            switch (node.Kind)
            {
                case PatternNodeKind.Consume:
                    waiting.Add(index);
                    break;
                case PatternNodeKind.Fork:
                    todo.Push(node.Next);
                    todo.Push(node.Other);
                    break;
                case PatternNodeKind.Accept:
                    accepts.Add(node.Pattern);
                    break;
                default:
                    atWordEnd.Add(node.Pattern);
                    break;
            }
        }

        waiting.Sort();
        string key = string.Join(',', accepts) + "/" + string.Join(',', atWordEnd) + "/" + string.Join(',', waiting);
        lock (_building)
        {
            if (!_states.TryGetValue(key, out PatternState? state))
            {
                // Begun anew rather than gone on without memory: a service sees ever new texts, and would build every step of each of them for good.
                if (_states.Count >= _maxStates)
                {
                    _states.Clear();
                    (_anywhere, _atWordStart) = (Fresh(_anywhere), Fresh(_atWordStart));
                }

                state = new([.. waiting], [.. accepts], [.. atWordEnd], _classes.Count);
                _states.Add(key, state);
            }

            return state;
        }
    }

    // The same state without what is known of the ones behind it. Scans under way go on with the old ones.
    private PatternState Fresh(PatternState state) => new(state.Waiting, state.All, state.AllAtWordEnd, _classes.Count);
}
