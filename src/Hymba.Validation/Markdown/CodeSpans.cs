namespace Hymba.Validation.Markdown;

/// <summary>
/// Whether a Markdown text that is walked through stands in inline code, as far as one line tells. Only what all readings say counts: not where the paragraph
/// has a line whose back ticks do not match, or HTML, and not over the borders of table cells. A value, so that a copy remembers a place.
/// </summary>
internal struct CodeSpans
{
    // A span that does not end so soon is none.
    private const int LongestAhead = 512;

    // Of the line so far: back ticks of the span that is open, of the run that was just walked over.
    private int _open;
    private int _ticks;
    private bool _hasText;
    private bool _hasBorder;
    private bool _isEscaped;
    private bool _isAfterAngle;
    private bool _isAfterReturn;

    // Of the paragraph.
    private bool _isUnsure;

    /// <summary>Walks on.</summary>
    public void Advance(ReadOnlySpan<char> text)
    {
        foreach (char next in text)
        {
            Advance(next);
        }
    }

    /// <summary>Whether a stretch that begins here surely lies in one span; null where more text must tell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">This place.</param>
    /// <param name="end">Behind the stretch.</param>
    /// <param name="isFinal">Whether the text ends for ever.</param>
    public readonly bool? Holds(ReadOnlySpan<char> text, int start, int end, bool isFinal)
    {
        int open = Open;
        if (open == 0 || _isUnsure || _hasBorder)
        {
            return false;
        }

        int limit = Math.Min(text.Length, end + LongestAhead);
        for (int at = start, ticks = 0; at <= limit; at++)
        {
            if (at == text.Length && !isFinal)
            {
                return null;
            }

            if (at < text.Length && text[at] == '`')
            {
                ticks++;
                continue;
            }

            if (ticks == open)
            {
                return at - ticks >= end;
            }

            if (at == limit || text[at] is '\n' or '\r' or '|')
            {
                return false;
            }

            ticks = 0;
        }

        return false;
    }

    private readonly int Open => _ticks == 0 ? _open : _open == 0 ? _ticks : _open == _ticks ? 0 : _open;

    private void Advance(char next)
    {
        if (next == '`' && !(_isEscaped && _ticks == 0))
        {
            (_ticks, _hasText) = (_ticks + 1, true);
            return;
        }

        int open = Open;
        _hasBorder &= open > 0;
        (_open, _ticks) = (open, 0);
        if (next is '\n' or '\r')
        {
            EndLine(next);
            return;
        }

        _isUnsure |= _isAfterAngle && (char.IsAsciiLetter(next) || next is '/' or '!' or '?');
        _isAfterAngle = open == 0 && next == '<';
        _isEscaped = open == 0 && next == '\\' && !_isEscaped;
        _hasBorder |= open > 0 && next == '|';
        _hasText |= !char.IsWhiteSpace(next);
        _isAfterReturn = false;
    }

    private void EndLine(char end)
    {
        if (end != '\n' || !_isAfterReturn)
        {
            _isUnsure = _hasText && (_isUnsure || _open > 0);
        }

        (_open, _hasText, _hasBorder, _isEscaped, _isAfterAngle, _isAfterReturn) = (0, false, false, false, false, end == '\r');
    }
}
