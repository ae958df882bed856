namespace Hymba.Validation.Leak;

/// <summary>
/// The suffix automaton of a text (Blumer et al. 1985): follows another text and knows at each character how long the longest part is that ends
/// there and occurs in the first. Linear in both. Immutable once built.
/// </summary>
internal sealed class SubstringAutomaton
{
    private readonly Dictionary<long, int> _next = [];
    private readonly List<int> _link = [-1];
    private readonly List<int> _length = [0];

    // Copying a state needs to know what leaves it.
    private readonly List<List<char>> _leaving = [[]];

    public SubstringAutomaton(ReadOnlySpan<char> text)
    {
        int last = 0;
        foreach (char c in text)
        {
            last = Extend(last, c);
        }
    }

    /// <summary>Moves on by one character.</summary>
    /// <param name="state">Where it stands; 0 at the beginning.</param>
    /// <param name="length">Length of the longest part that ends here.</param>
    /// <param name="c">The character.</param>
    public void Advance(ref int state, ref int length, char c)
    {
        int target;
        while (!_next.TryGetValue(Key(state, c), out target))
        {
            if (state == 0)
            {
                length = 0;
                return;
            }

            state = _link[state];
            length = _length[state];
        }

        state = target;
        length++;
    }

    private static long Key(int state, char c) => ((long)state << 16) | c;

    private int Extend(int last, char c)
    {
        int current = NewState(_length[last] + 1, 0);
        int walk = last;
        while (walk >= 0 && !_next.ContainsKey(Key(walk, c)))
        {
            Connect(walk, c, current);
            walk = _link[walk];
        }

        if (walk < 0)
        {
            return current;
        }

        int target = _next[Key(walk, c)];
        if (_length[walk] + 1 == _length[target])
        {
            _link[current] = target;
            return current;
        }

        int copy = NewState(_length[walk] + 1, _link[target]);
        foreach (char leaving in _leaving[target])
        {
            Connect(copy, leaving, _next[Key(target, leaving)]);
        }

        while (walk >= 0 && _next.TryGetValue(Key(walk, c), out int old) && old == target)
        {
            _next[Key(walk, c)] = copy;
            walk = _link[walk];
        }

        _link[target] = copy;
        _link[current] = copy;
        return current;
    }

    private int NewState(int length, int link)
    {
        _length.Add(length);
        _link.Add(link);
        _leaving.Add([]);
        return _length.Count - 1;
    }

    private void Connect(int state, char c, int target)
    {
        if (_next.TryAdd(Key(state, c), target))
        {
            _leaving[state].Add(c);
        }
    }
}
