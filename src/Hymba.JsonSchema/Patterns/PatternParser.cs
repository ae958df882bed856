using System.Collections.Immutable;
using System.Globalization;

namespace Hymba.JsonSchema.Patterns;

/// <summary>
/// Reads ECMAScript regular expressions with the u flag (ECMA-262, 22.2). Unless it is strict, it also takes what that refuses and other
/// dialects agree on: needless escapes of punctuation, lone braces, \A and \z, (?P&lt;name&gt;, (?i) in front.
/// </summary>
internal sealed class PatternParser
{
    private const int MostNesting = 200;

    private readonly PatternText _text;
    private readonly PatternEscapes _escapes;
    private readonly bool _isStrict;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _groups;
    private bool _ignoresCase;
    private int _depth;

    private PatternParser(string source, bool isStrict)
    {
        _text = new PatternText(source);
        _isStrict = isStrict;
        _escapes = new PatternEscapes(_text, isStrict);
    }

    /// <summary>Reads a pattern.</summary>
    /// <param name="source">The pattern.</param>
    /// <param name="isStrict">Whether only what ECMA-262 defines is taken.</param>
    /// <exception cref="PatternException">It is malformed, or needs back references.</exception>
    public static PatternNode Parse(string source, bool isStrict)
    {
        var parser = new PatternParser(source, isStrict);
        parser._ignoresCase = !isStrict && parser._text.Take("(?i)");
        PatternNode node = parser.Choice();
        if (!parser._text.IsAtEnd)
        {
            throw new PatternException("a parenthesis is closed that was not opened.");
        }

        return parser._escapes.HighestReference <= parser._groups && parser._escapes.NamedReferences.IsSubsetOf(parser._names)
            ? node : throw new PatternException("a group is referred to that does not exist.");
    }

    private PatternNode Choice()
    {
        if (++_depth > MostNesting)
        {
            throw new PatternException($"groups are nested more than {MostNesting} deep.");
        }

        var branches = ImmutableArray.CreateBuilder<PatternNode>();
        do
        {
            branches.Add(Sequence());
        }
        while (_text.Take("|"));
        _depth--;
        return branches.Count == 1 ? branches[0] : new ChoiceNode(branches.ToImmutable());
    }

    private PatternNode Sequence()
    {
        var parts = ImmutableArray.CreateBuilder<PatternNode>();
        while (!_text.IsAtEnd && _text.Peek is not ('|' or ')'))
        {
            PatternNode part = Atom(out bool mayRepeat);
            parts.Add(Repeated(part, mayRepeat));
        }

        return parts.Count == 1 ? parts[0] : new SequenceNode(parts.ToImmutable());
    }

    private PatternNode Atom(out bool mayRepeat)
    {
        int c = _text.Next();
        mayRepeat = c is not ('^' or '$');
        switch (c)
        {
            case '^':
                return new PlaceNode(PatternPlace.Start);
            case '$':
                return new PlaceNode(PatternPlace.End);
            case '.':
                return new SetNode(CodePointSet.Dot);
            case '(':
                PatternNode group = Group();
                mayRepeat = group is not LookNode || !_isStrict;
                return group;
            case '[':
                return new SetNode(Cased(Class()));
            case '\\':
                PatternNode escape = Escape();
                mayRepeat = escape is not PlaceNode;
                return escape;
            case '*' or '+' or '?':
                throw new PatternException($"there is nothing for '{(char)c}' to repeat.");
            case '{' or '}' or ']' when _isStrict:
                throw new PatternException($"'{(char)c}' stands alone.");
            case '{' when _text.QuantifierFollows():
                throw new PatternException("there is nothing for '{' to repeat.");
            default:
                return new SetNode(Cased(CodePointSet.Single(c)));
        }
    }

    private PatternNode Escape()
        => _escapes.Place() is PatternPlace place ? new PlaceNode(place) : new SetNode(Cased(_escapes.Set(inClass: false)));

    private PatternNode Group()
    {
        bool outer = _ignoresCase;
        PatternNode node;
        if (_text.Take("?=") || _text.Take("?<="))
        {
            bool isBehind = _text.Previous == '<';
            node = new LookNode(Body(), isBehind, IsNegative: false);
        }
        else if (_text.Take("?!") || _text.Take("?<!"))
        {
            bool isBehind = _text.Previous == '<';
            node = new LookNode(Body(), isBehind, IsNegative: true);
        }
        else
        {
            GroupName();
            node = Body();
        }

        _ignoresCase = outer;
        return node;
    }

    private void GroupName()
    {
        if (!_text.Take("?"))
        {
            _groups++;
            return;
        }

        if (_text.Take(":"))
        {
            return;
        }

        if (_text.Take("i:"))
        {
            _ignoresCase = true;
            return;
        }

        bool isNamed = _text.Take("<") || (!_isStrict && _text.Take("P<"));
        string name = (isNamed ? _text.TakeName('>') : null)
            ?? throw new PatternException("'(?' begins a kind of group that does not exist or is not supported.");
        _groups++;
        if (!_names.Add(name) && _isStrict)
        {
            throw new PatternException($"two groups are called {name}.");
        }
    }

    private PatternNode Body()
    {
        PatternNode node = Choice();
        return _text.Take(")") ? node : throw new PatternException("a parenthesis is not closed.");
    }

    private PatternNode Repeated(PatternNode part, bool mayRepeat)
    {
        (int Least, int? Most)? count = _text.Take("*") ? (0, null) : _text.Take("+") ? (1, null) : _text.Take("?") ? (0, 1) : _text.TakeCount();
        if (count is null)
        {
            return part;
        }

        (int least, int? most) = count.Value;

        if (!mayRepeat)
        {
            throw new PatternException("a place in the text is repeated.");
        }

        if (most < least)
        {
            throw new PatternException(string.Create(CultureInfo.InvariantCulture, $"{{{least},{most}}} ends before it begins."));
        }

        // A lazy repetition matches the same texts.
        _text.Take("?");
        return new RepeatNode(part, least, most);
    }

    private CodePointSet Class()
    {
        bool isNegative = _text.Take("^");
        var ranges = new List<(int, int)>();
        while (!_text.Take("]"))
        {
            CodePointSet first = ClassAtom();
            if (!_text.RangeFollows())
            {
                ranges.AddRange(first.Ranges);
                continue;
            }

            _text.Next();
            CodePointSet last = ClassAtom();
            if (IsSingle(first) && IsSingle(last))
            {
                (int from, int to) = (first.Ranges[0].First, last.Ranges[0].First);
                ranges.Add(from <= to ? (from, to) : throw new PatternException("a range in a class ends before it begins."));
            }
            else if (_isStrict)
            {
                throw new PatternException("a range in a class goes from or to a whole set.");
            }
            else
            {
                ranges.AddRange([.. first.Ranges, ('-', '-'), .. last.Ranges]);
            }
        }

        CodePointSet set = CodePointSet.Of(ranges);
        return isNegative ? Cased(set).Complement() : set;
    }

    private static bool IsSingle(CodePointSet set) => set.Ranges is [(int first, int last)] && first == last;

    private CodePointSet ClassAtom()
    {
        if (_text.IsAtEnd)
        {
            throw new PatternException("a class is not closed.");
        }

        int c = _text.Next();
        return c == '\\' ? _escapes.Set(inClass: true) : CodePointSet.Single(c);
    }

    private CodePointSet Cased(CodePointSet set) => _ignoresCase ? LetterCase.Close(set) : set;
}
