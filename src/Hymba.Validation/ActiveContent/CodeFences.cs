namespace Hymba.Validation.ActiveContent;

/// <summary>Which parts of a Markdown text lie in code fences. What follows a place never changes the answer for it.</summary>
internal sealed class CodeFences
{
    private readonly List<(int Start, int End)> _fences = [];
    private int _next;

    public CodeFences(string text)
    {
        (char Mark, int Length, int Start) open = default;
        for (int line = 0; line < text.Length;)
        {
            int end = text.IndexOf('\n', line);
            end = end < 0 ? text.Length : end;
            ReadOnlySpan<char> content = text.AsSpan(line, end - line).TrimStart(' ');
            int marks = content.Length > 0 && content[0] is '`' or '~' ? content.IndexOfAnyExcept(content[0]) is var n and >= 0 ? n : content.Length : 0;
            if (open.Length == 0 && marks >= 3 && !(content[0] == '`' && content[marks..].Contains('`')))
            {
                open = (content[0], marks, end);
            }
            else if (open.Length > 0 && marks >= open.Length && content[0] == open.Mark && content[marks..].Trim().IsEmpty)
            {
                _fences.Add((open.Start, line));
                open = default;
            }

            line = end + 1;
        }

        if (open.Length > 0)
        {
            _fences.Add((open.Start, text.Length));
        }
    }

    /// <summary>Whether a place lies in a fence; places are asked in rising order.</summary>
    public bool Contains(int position)
    {
        while (_next < _fences.Count && _fences[_next].End <= position)
        {
            _next++;
        }

        return _next < _fences.Count && _fences[_next].Start <= position;
    }
}
