namespace Hymba.Validation.Markdown;

/// <summary>
/// Whether a Markdown text that is walked through stands in one of the blocks of HTML that empty lines do not end: <c>pre</c>, <c>script</c>, <c>style</c>,
/// <c>textarea</c>, comments, instructions, declarations and <c>CDATA</c> (CommonMark 0.31, section 4.6, conditions 1 to 5). In lists and quotes too. A value,
/// so that a copy remembers a place.
/// </summary>
internal struct RawHtmlWalk
{
    private const int LongestOpening = 10;

    private static readonly UInt128[] Names = [Pack("<pre"), Pack("<script"), Pack("<style"), Pack("<textarea")];
    private static readonly UInt128[] NameEnds = [Pack("</pre>"), Pack("</script>"), Pack("</style>"), Pack("</textarea>")];
    private static readonly UInt128[] CommentEnd = [Pack("-->")];
    private static readonly UInt128[] InstructionEnd = [Pack("?>")];
    private static readonly UInt128[] DeclarationEnd = [Pack(">")];
    private static readonly UInt128[] DataEnd = [Pack("]]>")];
    private static readonly UInt128 Comment = Pack("<!--");
    private static readonly UInt128 Data = Pack("<![cdata[");

    // What ends the block; null outside of one.
    private UInt128[]? _ends;

    // Of the line so far: its last characters, a byte each; how many since the tag began; whether a tag has ended the block.
    private UInt128 _recent;
    private int _opening;
    private bool _isBehindMarks;
    private bool _isEnded;

    /// <summary>Whether the line belongs to such a block, as far as has been seen.</summary>
    public readonly bool IsInside => _ends is not null;

    /// <summary>Walks on inside of a line.</summary>
    public void Advance(ReadOnlySpan<char> text)
    {
        foreach (char next in text)
        {
            if (_ends is null && _isBehindMarks && _opening == 0)
            {
                return;
            }

            Advance(next);
        }
    }

    /// <summary>Walks over the end of a line.</summary>
    public void EndLine()
    {
        if (_ends is null && _opening > 0)
        {
            Advance('\n');
        }

        _ends = _isEnded ? null : _ends;
        (_recent, _opening, _isBehindMarks, _isEnded) = (0, 0, false, false);
    }

    private void Advance(char next)
    {
        _recent = (_recent << 8) | (next < 0x80 ? char.ToLowerInvariant(next) : 0xFFu);
        if (_ends is not null)
        {
            _isEnded |= EndsWithAny(_ends);
        }
        else if (!_isBehindMarks)
        {
            // Indents, and the marks of lists and quotes.
            _isBehindMarks = next is not (' ' or '\t' or '-' or '*' or '+' or '>' or '.' or ')' or (>= '0' and <= '9'));
            (_opening, _recent) = next == '<' ? (1, '<') : (0, (UInt128)0);
        }
        else
        {
            _opening++;
            _ends = Ends(next);
            _opening = _opening > LongestOpening || _ends is not null ? 0 : _opening;
        }
    }

    /// <summary>What ends the block that an opening begins; null where it begins none.</summary>
    private readonly UInt128[]? Ends(char next)
        => char.IsWhiteSpace(next) || next == '>' ? Array.IndexOf(Names, _recent >> 8) >= 0 ? NameEnds : null
            : _recent == Comment ? CommentEnd
            : _recent == Data ? DataEnd
            : _opening == 2 && next == '?' ? InstructionEnd
            : _opening == 3 && char.IsAsciiLetter(next) && (byte)(_recent >> 8) == '!' ? DeclarationEnd
            : null;

    private readonly bool EndsWithAny(UInt128[] ends)
    {
        foreach (UInt128 end in ends)
        {
            int bits = 128 - (int)(UInt128.LeadingZeroCount(end) / 8 * 8);
            if ((_recent & ((UInt128.One << bits) - 1)) == end)
            {
                return true;
            }
        }

        return false;
    }

    private static UInt128 Pack(string text)
    {
        UInt128 packed = 0;
        foreach (char letter in text)
        {
            packed = (packed << 8) | letter;
        }

        return packed;
    }
}
