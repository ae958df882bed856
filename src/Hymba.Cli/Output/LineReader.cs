using System.Text;
using Hymba.Cli.Options;

namespace Hymba.Cli.Output;

/// <summary>
/// Reads lines ended by a line feed, with or without a carriage return before it; other separators belong to the line, as JSON wants it. A byte order mark
/// at the beginning is left out.
/// </summary>
/// <param name="reader">Where the lines come from.</param>
/// <param name="isTerminal">Whether a person types them.</param>
/// <param name="beforeWaiting">Called when no line is at hand: whoever sends them may be waiting for the answers so far.</param>
internal sealed class LineReader(TextReader reader, bool isTerminal, Action beforeWaiting)
{
    private const int BufferCharacters = 1 << 16;

    private readonly char[] _buffer = new char[BufferCharacters];
    private int _start;
    private int _end;
    private bool _hasBegun;

    /// <summary>The next line, or null at the end.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        if (isTerminal)
        {
            // A terminal hands out whole lines, and its reading cannot be cancelled: it is left behind.
            beforeWaiting();
            string? typed = await Task.Run(reader.ReadLine, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            return typed is not null && IsMark(typed) ? typed[1..] : typed;
        }

        StringBuilder? begun = null;
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            if (length >= 0)
            {
                ReadOnlySpan<char> rest = _buffer.AsSpan(_start, length);
                _start += length + 1;
                return begun is null ? TrimReturn(rest) : TrimReturn(begun.Append(rest).ToString());
            }

            if (_end > _start)
            {
                (begun ??= new StringBuilder()).Append(_buffer.AsSpan(_start, _end - _start));
            }

            beforeWaiting();
            _start = 0;
            _end = await reader.ReadAsync(_buffer.AsMemory(), cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            if (IsMark(_buffer.AsSpan(0, _end)))
            {
                _start = 1;
            }

            if (_end == 0)
            {
                return begun is null ? null : TrimReturn(begun.ToString());
            }
        }
    }

    private bool IsMark(ReadOnlySpan<char> read)
    {
        bool isFirst = !_hasBegun;
        _hasBegun = true;
        return isFirst && TextFile.StartsWithMark(read);
    }

    private static string TrimReturn(ReadOnlySpan<char> line) => (line.EndsWith('\r') ? line[..^1] : line).ToString();
}
