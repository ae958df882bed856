using System.Text;
using Hymba.Validation.Scanning;

namespace Hymba.Validation.Deobfuscation;

/// <summary>Builds a <see cref="DeobfuscatedText"/>. Used once.</summary>
internal sealed class Deobfuscator(string text, bool decode)
{
    private static readonly string[] Ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    private readonly StringBuilder _result = new(text.Length);
    private readonly List<int> _starts = new(text.Length);
    private readonly List<int> _ends = new(text.Length);
    private int _known = -1;
    private bool _changed;
    private bool _decoded;

    /// <summary>The finished text.</summary>
    public DeobfuscatedText Build()
    {
        int index = 0;
        int copyUntil = 0;
        while (index < text.Length)
        {
            if (decode && index >= copyUntil)
            {
                if (TryDecodeRun(ref index, out copyUntil) || TryPercent(ref index) || TryEscape(ref index))
                {
                    continue;
                }
            }

            index += Take(index);
        }

        int known = _known >= 0 ? _known : _result.Length;
        return _changed
            ? new DeobfuscatedText(_result.ToString(), [.. _starts], [.. _ends], known, text.Length, _decoded)
            : new DeobfuscatedText(text, null, null, known, text.Length, decoded: false);
    }

    private int Take(int index)
    {
        char unit = text[index];
        if (unit < 0x80)
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
            _changed = true;
        }
        else if (CompatibilityForms.Table.TryGetValue(rune, out char plain) || LookAlikes.Table.TryGetValue(rune, out plain))
        {
            _changed = true;
            Add(plain, index, index + length);
        }
        else if (rune is >= 0xFB00 and <= 0xFB06)
        {
            _changed = true;
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

        _changed = _decoded = true;
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

        _changed = _decoded = true;
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

        copyUntil = end;
        string? plain = EncodedRun.Decode(text.AsSpan(index, end - index));
        if (plain is null)
        {
            return false;
        }

        _changed = _decoded = true;
        foreach (char letter in plain)
        {
            Add(letter, index, end);
        }

        index = end;
        return true;
    }

    private void MarkUnknown()
    {
        if (_known < 0)
        {
            _known = _result.Length;
        }
    }

    private void Add(char unit, int start, int end)
    {
        _result.Append(unit);
        _starts.Add(start);
        _ends.Add(end);
    }
}
