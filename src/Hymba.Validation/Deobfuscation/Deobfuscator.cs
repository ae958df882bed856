using System.Text;
using Hymba.Validation.Scanning;

namespace Hymba.Validation.Deobfuscation;

/// <summary>Builds a <see cref="DeobfuscatedText"/>. Used once.</summary>
internal sealed class Deobfuscator(string text, bool decode)
{
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    // So many invisible characters in a row are no disguise of a word: they part what stands on their sides.
    private const int MostDropped = 64;

    // About what prose has: each of its words is a piece.
    private const int UnitsPerPiece = 5;
    private const char FirstWide = '\u0080';
    private const char Border = '\uFFFD';

    private readonly List<(int Start, int End)> _pieces = new(text.Length / UnitsPerPiece);
    private StringBuilder? _result;
    private List<int> _starts = [];
    private List<int> _ends = [];
    private int _length;
    private int _dropped;
    private int _known = -1;
    private int _piecesUntil;
    private bool _decoded;

    /// <summary>The finished text.</summary>
    public DeobfuscatedText Build()
    {
        int index = 0;
        int copyUntil = 0;
        while (index < text.Length)
        {
            if (decode && index >= copyUntil && text[index] < FirstWide)
            {
                if (TryDecodeRun(ref index, out copyUntil) || TryPercent(ref index) || TryEscape(ref index))
                {
                    continue;
                }
            }

            index += Take(index);
        }

        int known = _known >= 0 ? _known : _length;
        return _result is not null
            ? new DeobfuscatedText(_result.ToString(), [.. _starts], [.. _ends], known, text.Length, _decoded, _pieces)
            : new DeobfuscatedText(text, null, null, known, text.Length, decoded: false, _pieces);
    }

    private int Take(int index)
    {
        char unit = text[index];
        if (unit < FirstWide)
        {
            Add(unit, index, index + 1);
            return 1;
        }

        if (char.IsHighSurrogate(unit) && index + 1 == text.Length)
        {
            MarkUnknown();
        }

        int length = char.IsHighSurrogate(unit) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]) ? 2 : 1;
        int rune = length == 2 ? char.ConvertToUtf32(unit, text[index + 1]) : unit;
        if (Invisible.IsDropped(rune))
        {
            Change();
            if (++_dropped % MostDropped == 0)
            {
                Add(Border, index, index + length);
            }
        }
        else if (PlainForms.TryFind(rune, out char plain))
        {
            Change();
            Add(plain, index, index + length);
        }
        else if (rune is >= 0xFB00 and <= 0xFB06)
        {
            Change();
            foreach (char letter in Ligatures[rune - 0xFB00])
            {
                Add(letter, index, index + 1);
            }
        }
        else
        {
            for (int i = 0; i < length; i++)
            {
                Add(text[index + i], index, index + length);
            }
        }

        return length;
    }

    private bool TryPercent(ref int index)
    {
        if (text[index] != '%')
        {
            return false;
        }

        if (index + 2 >= text.Length)
        {
            MarkUnknown();
            return false;
        }

        if (!Chars.IsHex(text[index + 1]) || !Chars.IsHex(text[index + 2]))
        {
            return false;
        }

        int value = (Chars.HexValue(text[index + 1]) * 16) + Chars.HexValue(text[index + 2]);
        if (value is < 0x20 or > 0x7E)
        {
            return false;
        }

        Change();
        _decoded = true;
        _pieces.Add((index, index + 3));
        Add((char)value, index, index + 3);
        index += 3;
        return true;
    }

    private bool TryEscape(ref int index)
    {
        int length = CharacterEscape.Read(text, index, out char value, out bool open);
        if (open)
        {
            MarkUnknown();
        }

        if (length == 0)
        {
            return false;
        }

        Change();
        _decoded = true;
        _pieces.Add((index, index + length));
        Add(value, index, index + length);
        index += length;
        return true;
    }

    /// <summary>Decodes the run that begins here; otherwise says how far it goes, for nothing is looked for inside it.</summary>
    private bool TryDecodeRun(ref int index, out int copyUntil)
    {
        copyUntil = index;
        if (!CharSet.Base64.Contains(text[index]))
        {
            return false;
        }

        int end = EncodedRun.FindEnd(text, index, out bool open);
        if (open)
        {
            MarkUnknown();
        }

        string? plain = null;
        if (index < _piecesUntil)
        {
            // A part of an interrupted run that is no encoded text as a whole.
            _pieces[^1] = (_pieces[^1].Start, _piecesUntil = Math.Max(_piecesUntil, end));
        }
        else if (!InterruptedRun.MayGoOn(text, index, end) || !TryJoin(index, ref end, out plain))
        {
            _pieces.Add((index, end));
        }

        copyUntil = end;
        plain ??= EncodedRun.Decode(text.AsSpan(index, end - index));
        if (plain is null)
        {
            return false;
        }

        Change();
        _decoded = true;
        foreach (char letter in plain)
        {
            Add(letter, index, end);
        }

        index = end;
        return true;
    }

    /// <summary>Whether an interrupted run begins here, and the text behind it as a whole, if any.</summary>
    private bool TryJoin(int index, ref int end, out string? plain)
    {
        Span<char> joined = stackalloc char[EncodedRun.Longest];
        InterruptedRun run = InterruptedRun.Read(text, index, joined);
        if (run.IsOpen)
        {
            MarkUnknown();
        }

        plain = run.IsInterrupted ? EncodedRun.Decode(joined[..run.Length]) : null;
        int joinedEnd = run.End;
        if (plain is null && run.IsInterrupted && run.ShortLength > 0)
        {
            plain = EncodedRun.Decode(joined[..run.ShortLength]);
            joinedEnd = plain is null ? joinedEnd : run.ShortEnd;
        }

        if (run.IsInterrupted)
        {
            _pieces.Add((index, joinedEnd));
            (_piecesUntil, end) = plain is null ? (joinedEnd, end) : (_piecesUntil, joinedEnd);
        }

        return run.IsInterrupted;
    }

    private void MarkUnknown()
    {
        if (_known < 0)
        {
            _known = _length;
        }
    }

    // Up to the first change the result is the text itself.
    private void Change()
    {
        if (_result is null)
        {
            _result = new StringBuilder(text, 0, _length, text.Length);
            _starts = new List<int>(text.Length);
            _ends = new List<int>(text.Length);
            for (int i = 0; i < _length; i++)
            {
                bool isSecond = i > 0 && char.IsLowSurrogate(text[i]) && char.IsHighSurrogate(text[i - 1]);
                bool isFirst = i + 1 < text.Length && char.IsHighSurrogate(text[i]) && char.IsLowSurrogate(text[i + 1]);
                _starts.Add(isSecond ? i - 1 : i);
                _ends.Add(isFirst ? i + 2 : i + 1);
            }
        }
    }

    private void Add(char unit, int start, int end)
    {
        _dropped = 0;
        _length++;
        if (_result is null)
        {
            return;
        }

        _result.Append(unit);
        _starts.Add(start);
        _ends.Add(end);
    }
}
