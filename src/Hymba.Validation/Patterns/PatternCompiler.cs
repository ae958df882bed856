namespace Hymba.Validation.Patterns;

/// <summary>
/// Compiles regular expressions to instructions (Thompson 1968). Known: literals, <c>.</c>, classes, <c>\d \w \s \D \W \S</c>, groups
/// (all without capture), <c>|</c>, <c>* + ? {m,n}</c> (lazy marks are read and mean nothing: the longest match counts), <c>\b</c> at
/// the very start and end, <c>\xhh \uhhhh \t \r \n \e</c>. Not thread-safe: one per compilation.
/// </summary>
internal sealed class PatternCompiler(List<PatternNode> nodes, bool ignoreCase)
{
    private const int MaxRepeat = 512;

    private string _pattern = "";
    private int _position;

    /// <summary>Adds a pattern.</summary>
    /// <returns>Its first instruction, and whether it may only begin at a word's border.</returns>
    /// <exception cref="PatternSyntaxException">Not in the known subset.</exception>
    public (int Start, bool AtWordStart) Add(string pattern, int index)
    {
        bool atStart = pattern.StartsWith(@"\b", StringComparison.Ordinal);
        bool atEnd = pattern.Length > 2 && pattern.EndsWith(@"\b", StringComparison.Ordinal) && pattern[^3] != '\\';
        _pattern = pattern;
        _position = atStart ? 2 : 0;
        string body = atEnd ? pattern[..^2] : pattern;
        _pattern = body;
        Func<int, int> expression = Alternation();
        if (_position < _pattern.Length)
        {
            throw Error("unbalanced ')'");
        }

        int accept = Emit(new(atEnd ? PatternNodeKind.AcceptAtWordEnd : PatternNodeKind.Accept, null, -1, -1, index));
        int start = expression(accept);
        return MatchesEmpty(start) ? throw Error("it matches the empty text") : (start, atStart);
    }

    private bool MatchesEmpty(int start)
    {
        var seen = new HashSet<int>();
        var todo = new Stack<int>([start]);
        while (todo.TryPop(out int index))
        {
            if (nodes[index].Kind is PatternNodeKind.Accept or PatternNodeKind.AcceptAtWordEnd)
            {
                return true;
            }

            if (nodes[index].Kind == PatternNodeKind.Fork && seen.Add(index))
            {
                todo.Push(nodes[index].Next);
                todo.Push(nodes[index].Other);
            }
        }

        return false;
    }

    // An expression is a function from the instruction that follows to its own first one, so that repeats emit it again.
    private Func<int, int> Alternation()
    {
        var branches = new List<Func<int, int>> { Sequence() };
        while (_position < _pattern.Length && _pattern[_position] == '|')
        {
            _position++;
            branches.Add(Sequence());
        }

        return next =>
        {
            int start = branches[^1](next);
            for (int i = branches.Count - 2; i >= 0; i--)
            {
                start = Emit(new(PatternNodeKind.Fork, null, branches[i](next), start, -1));
            }

            return start;
        };
    }

    private Func<int, int> Sequence()
    {
        var parts = new List<Func<int, int>>();
        while (_position < _pattern.Length && _pattern[_position] is not ('|' or ')'))
        {
            parts.Add(Quantified());
        }

        return next =>
        {
            for (int i = parts.Count - 1; i >= 0; i--)
            {
                next = parts[i](next);
            }

            return next;
        };
    }

    private Func<int, int> Quantified()
    {
        Func<int, int> atom = Atom();
        while (_position < _pattern.Length && Quantifier() is var (minimum, maximum))
        {
            Func<int, int> inner = atom;
            atom = next => Repeat(inner, minimum, maximum, next);
        }

        return atom;
    }

    private int Repeat(Func<int, int> inner, int minimum, int maximum, int next)
    {
        int start = next;
        if (maximum < 0)
        {
            int fork = Emit(new(PatternNodeKind.Fork, null, -1, next, -1));
            nodes[fork] = nodes[fork] with { Next = inner(fork) };
            start = fork;
        }

        for (int i = minimum; i < maximum; i++)
        {
            start = Emit(new(PatternNodeKind.Fork, null, inner(start), next, -1));
        }

        for (int i = 0; i < minimum; i++)
        {
            start = inner(start);
        }

        return start;
    }

    private (int Minimum, int Maximum)? Quantifier()
    {
        (int, int)? result = _pattern[_position] switch { '*' => (0, -1), '+' => (1, -1), '?' => (0, 1), _ => null };
        if (result is null && _pattern[_position] == '{' && _position + 1 < _pattern.Length && char.IsAsciiDigit(_pattern[_position + 1]))
        {
            int end = _pattern.IndexOf('}', _position);
            string[] parts = end < 0 ? throw Error("unfinished repeat") : _pattern[(_position + 1)..end].Split(',');
            if (parts.Length > 2 || !int.TryParse(parts[0], out int low))
            {
                throw Error("malformed repeat");
            }

            int high = parts.Length == 1 ? low : parts[1].Length == 0 ? -1 : int.TryParse(parts[1], out int n) ? n : throw Error("malformed repeat");
            if (low > MaxRepeat || high > MaxRepeat || (high >= 0 && high < low))
            {
                throw Error($"repeat {low},{high} is not within 0 to {MaxRepeat}");
            }

            result = (low, high);
            _position = end;
        }

        if (result is not null && ++_position < _pattern.Length && _pattern[_position] == '?')
        {
            _position++;
        }

        return result;
    }

    private Func<int, int> Atom()
    {
        char c = _pattern[_position];
        if (c == '(')
        {
            _position++;
            if (_position < _pattern.Length && _pattern[_position] == '?')
            {
                _position += _position + 1 < _pattern.Length && _pattern[_position + 1] == ':' ? 2 : throw Error("only (?: groups are known");
            }

            Func<int, int> inner = Alternation();
            _position += _position < _pattern.Length ? 1 : throw Error("unbalanced '('");
            return inner;
        }

        if (c is '^' or '$' or '*' or '+' or '?')
        {
            throw Error($"'{c}' is not known here");
        }

        CharacterSet set = PatternCharacters.Read(_pattern, ref _position);
        set = ignoreCase ? set.IgnoringCase() : set;
        return next => Emit(new(PatternNodeKind.Consume, set, next, -1, -1));
    }

    private int Emit(PatternNode node)
    {
        nodes.Add(node);
        return nodes.Count <= 200_000 ? nodes.Count - 1 : throw Error("it is too large");
    }

    private PatternSyntaxException Error(string reason) => new(_pattern, _position, reason);
}
