namespace Hymba.Validation.Markdown;

/// <summary>
/// Whether a Markdown text that is walked through stands in a code fence, by one reading of it. What follows a place never changes the answer for it: the
/// line that closes a fence belongs to it. A value, so that a copy remembers a place.
/// </summary>
/// <param name="reading">How it is read.</param>
internal struct FenceWalk(FenceReading reading)
{
    private const int ShortestFence = 3;

    private char _fence;
    private int _fenceLength;

    // Of the line so far.
    private char _mark;
    private int _marks;
    private Part _part;
    private bool _isBlank;
    private bool _hasTick;
    private int _indent;
    private int _fenceIndent;
    private bool _isHtml;
    private bool _isAfterReturn;
    private RawHtmlWalk _raw;

    private enum Part
    {
        Indent,
        Marks,
        Rest,
    }

    /// <summary>Whether what comes next is shown as it is. The rest of a line that opens a fence is not yet.</summary>
    public readonly bool IsInside => _fenceLength > 0 && !(_part == Part.Indent && IsLeft);

    /// <summary>Whether the line belongs to a block of HTML that empty lines do not end; told by the reading that knows them alone.</summary>
    public readonly bool IsInRawHtml => _raw.IsInside;

    // A list item ends with a line that is indented less, and a fence in it with it.
    private readonly bool IsLeft => reading == FenceReading.InLists && _indent < _fenceIndent;

    /// <summary>Walks on.</summary>
    public void Advance(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_part == Part.Rest)
            {
                int end = text.IndexOfAny('\n', '\r');
                ReadOnlySpan<char> rest = end < 0 ? text : text[..end];
                _isBlank &= rest.IsWhiteSpace();
                _hasTick |= _marks >= ShortestFence && rest.Contains('`');
                if (reading == FenceReading.InRawHtml && _fenceLength == 0)
                {
                    _raw.Advance(rest);
                }

                text = text[rest.Length..];
                if (text.IsEmpty)
                {
                    return;
                }
            }

            Advance(text[0]);
            text = text[1..];
        }
    }

    private void Advance(char next)
    {
        if (next is '\n' or '\r')
        {
            EndLine(next);
            return;
        }

        if (reading == FenceReading.InRawHtml && _fenceLength == 0)
        {
            _raw.Advance([next]);
        }

        if (_part == Part.Indent && next == ' ')
        {
            _indent++;
        }
        else if (_part == Part.Indent)
        {
            _fenceLength = IsLeft ? 0 : _fenceLength;
            _isHtml |= reading is FenceReading.InHtml or FenceReading.InRawHtml && _fenceLength == 0 && next == '<';
            (_mark, _marks) = next is '`' or '~' ? (next, 1) : ('\0', 0);
            _part = _marks > 0 ? Part.Marks : Part.Rest;
            (_isBlank, _hasTick) = (_marks > 0, false);
        }
        else if (_part == Part.Marks && next == _mark)
        {
            _marks++;
        }
        else if (_part == Part.Marks)
        {
            _part = Part.Rest;
            (_isBlank, _hasTick) = (char.IsWhiteSpace(next), next == '`');
        }
    }

    private void EndLine(char end)
    {
        if (_part != Part.Indent)
        {
            if (_fenceLength == 0 && _marks >= ShortestFence && !(_mark == '`' && _hasTick) && !_isHtml && !_raw.IsInside)
            {
                (_fence, _fenceLength, _fenceIndent) = (_mark, _marks, _indent);
            }
            else if (_fenceLength > 0 && _marks >= _fenceLength && _mark == _fence && _isBlank)
            {
                _fenceLength = 0;
            }
        }
        else if (!(end == '\n' && _isAfterReturn && _indent == 0))
        {
            // A block of HTML goes on to the next empty line.
            _isHtml = false;
        }

        _raw.EndLine();
        (_part, _mark, _marks, _indent, _isAfterReturn) = (Part.Indent, '\0', 0, 0, end == '\r');
    }
}
