using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>Digits from a place on, in groups that single blanks, hyphens or dots separate.</summary>
internal ref struct NumberGroups
{
    /// <summary>More digits than any identifier has.</summary>
    public const int MaxDigits = 24;

    /// <summary>More groups than any identifier has.</summary>
    public const int MaxGroups = 8;

    private readonly Span<char> _digits;
    private readonly Span<int> _counts;
    private readonly Span<int> _ends;
    private readonly Span<char> _separators;

    /// <summary>Over room for <see cref="MaxDigits"/> digits and <see cref="MaxGroups"/> groups.</summary>
    public NumberGroups(Span<char> digits, Span<int> counts, Span<int> ends, Span<char> separators)
    {
        _digits = digits;
        _counts = counts;
        _ends = ends;
        _separators = separators;
    }

    /// <summary>Digits read.</summary>
    public int DigitCount { get; private set; }

    /// <summary>Groups read.</summary>
    public int Count { get; private set; }

    /// <summary>Reads from the first digit on.</summary>
    public void Read(TextCursor cursor, int start)
    {
        int index = start;
        while (Count < MaxGroups)
        {
            int end = cursor.Skip(index, CharSet.Digits, MaxDigits - DigitCount + 1);
            int length = end - index;
            if (DigitCount + length > MaxDigits)
            {
                // No identifier: the group counts as longer than any.
                _counts[Count] = MaxDigits;
                _ends[Count++] = end;
                return;
            }

            cursor.Read(index, end).CopyTo(_digits[DigitCount..]);
            DigitCount += length;
            _counts[Count] = length;
            _ends[Count++] = end;
            char separator = cursor[end];
            if (!IsSeparator(separator) || !Chars.IsDigit(cursor[end + 1]) || Count == MaxGroups)
            {
                return;
            }

            _separators[Count] = separator;
            index = end + 1;
        }
    }

    /// <summary>Whether the first groups have these lengths, with one and the same separator.</summary>
    /// <param name="lengths">Digits of each group.</param>
    /// <param name="separators">Which separators may be used.</param>
    /// <param name="end">Index behind the last of them.</param>
    /// <param name="digits">Their digits.</param>
    public readonly bool Has(ReadOnlySpan<int> lengths, string separators, out int end, out ReadOnlySpan<char> digits)
    {
        end = 0;
        digits = default;
        if (lengths.Length > Count)
        {
            return false;
        }

        int total = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (_counts[i] != lengths[i] || (i > 0 && (_separators[i] != _separators[1] || !separators.Contains(_separators[i]))))
            {
                return false;
            }

            total += lengths[i];
        }

        end = _ends[lengths.Length - 1];
        digits = _digits[..total];
        return true;
    }

    /// <summary>The separator in use; NUL for a single group.</summary>
    public readonly char Separator => Count > 1 ? _separators[1] : '\0';

    private static bool IsSeparator(char value) => value is ' ' or '-' or '.';
}
