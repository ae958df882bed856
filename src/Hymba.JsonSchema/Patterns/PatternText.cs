using System.Globalization;
using System.Text;

namespace Hymba.JsonSchema.Patterns;

/// <summary>A pattern that is read from left to right, by code points.</summary>
internal sealed class PatternText
{
    private readonly string _source;
    private int _position;

    public PatternText(string source) => _source = source;

    public bool IsAtEnd => _position >= _source.Length;

    /// <summary>The next character; not to be asked for at the end.</summary>
    public char Peek => _source[_position];

    /// <summary>The character before the last one that was taken.</summary>
    public char Previous => _source[_position - 2];

    /// <summary>Takes a code point; half a surrogate pair counts as one.</summary>
    public int Next()
    {
        if (IsAtEnd)
        {
            throw new PatternException("it ends too early.");
        }

        if (Rune.TryGetRuneAt(_source, _position, out Rune rune))
        {
            _position += rune.Utf16SequenceLength;
            return rune.Value;
        }

        return _source[_position++];
    }

    /// <summary>Takes a text if it comes next.</summary>
    public bool Take(string text)
    {
        bool isNext = string.CompareOrdinal(_source, _position, text, 0, text.Length) == 0;
        _position += isNext ? text.Length : 0;
        return isNext;
    }

    /// <summary>Takes letters, digits, underscores and dollar signs up to an end, and the end; null where something else comes.</summary>
    public string? TakeName(char end)
    {
        int start = _position, close = _source.IndexOf(end, _position);
        bool isName = close > _position && !char.IsAsciiDigit(Peek) && _source[start..close].All(c => char.IsLetterOrDigit(c) || c is '_' or '$');
        _position = isName ? close + 1 : _position;
        return isName ? _source[start..close] : null;
    }

    /// <summary>Takes hexadecimal digits, exactly so many.</summary>
    public int? TakeHex(int digits)
    {
        if (_position + digits > _source.Length
            || !int.TryParse(_source.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value))
        {
            return null;
        }

        _position += digits;
        return value;
    }

    /// <summary>Takes the escape of the second half of a surrogate pair.</summary>
    public char? TakeLowSurrogate()
    {
        int start = _position;
        if (Take("\\u") && TakeHex(4) is int unit && char.IsLowSurrogate((char)unit))
        {
            return (char)unit;
        }

        _position = start;
        return null;
    }

    /// <summary>Takes everything up to an end, and the end; null where there is none.</summary>
    public string? TakeUntil(char end)
    {
        int close = _source.IndexOf(end, _position);
        if (close < 0)
        {
            return null;
        }

        string text = _source[_position..close];
        _position = close + 1;
        return text;
    }

    /// <summary>Whether a hyphen comes next that stands between two ends of a range.</summary>
    public bool RangeFollows() => _position + 1 < _source.Length && Peek == '-' && _source[_position + 1] != ']';

    /// <summary>Whether the rest of {n}, {n,} or {n,m} comes next.</summary>
    public bool QuantifierFollows()
    {
        int start = _position;
        _position--;
        bool isCount = TakeCount() is not null;
        _position = start;
        return isCount;
    }

    /// <summary>Takes {n}, {n,} or {n,m}; null where something else comes.</summary>
    public (int Least, int? Most)? TakeCount()
    {
        int start = _position;
        if (Take("{") && Number() is int least)
        {
            int? most = Take(",") ? Number() : least;
            if (Take("}"))
            {
                return (least, most);
            }
        }

        _position = start;
        return null;
    }

    // A count beyond every limit stays that.
    private int? Number()
    {
        int start = _position;
        while (!IsAtEnd && char.IsAsciiDigit(Peek))
        {
            _position++;
        }

        return start == _position ? null
            : int.TryParse(_source.AsSpan(start, _position - start), CultureInfo.InvariantCulture, out int value) ? value : int.MaxValue;
    }
}
