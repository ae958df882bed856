namespace Hymba.Validation.ActiveContent;

/// <summary>
/// Whether a Markdown text that is walked through stands in a code fence. What follows a place never changes the answer for it: the line that closes a
/// fence belongs to it. A value, so that a copy remembers a place.
/// </summary>
internal struct CodeFences
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

    private enum Part
    {
        Indent,
        Marks,
        Rest,
    }

    /// <summary>Whether what comes next is shown as it is. The rest of a line that opens a fence is not yet.</summary>
    public readonly bool IsInside => _fenceLength > 0;

    /// <summary>Walks on.</summary>
    public void Advance(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_part == Part.Rest)
            {
                int end = text.IndexOf('\n');
                ReadOnlySpan<char> rest = end < 0 ? text : text[..end];
                _isBlank &= rest.IsWhiteSpace();
                _hasTick |= _marks >= ShortestFence && rest.Contains('`');
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
        if (next == '\n')
        {
            EndLine();
        }
        else if (_part == Part.Indent && next != ' ')
        {
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

    private void EndLine()
    {
        if (_part != Part.Indent)
        {
            if (_fenceLength == 0 && _marks >= ShortestFence && !(_mark == '`' && _hasTick))
            {
                (_fence, _fenceLength) = (_mark, _marks);
            }
            else if (_fenceLength > 0 && _marks >= _fenceLength && _mark == _fence && _isBlank)
            {
                _fenceLength = 0;
            }
        }

        (_part, _mark, _marks) = (Part.Indent, '\0', 0);
    }
}
