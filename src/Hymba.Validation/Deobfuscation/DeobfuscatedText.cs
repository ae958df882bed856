namespace Hymba.Validation.Deobfuscation;

/// <summary>
/// A text as detectors should see it: look-alikes and styled forms as ASCII, invisible characters left out and, where asked for, base64,
/// hexadecimal and percent-encoded runs decoded; with a map back to the original. Built from left to right, so that a longer text begins
/// alike. Immutable.
/// </summary>
public sealed class DeobfuscatedText
{
    private readonly int[]? _starts;
    private readonly int[]? _ends;
    private readonly int _originalLength;
    private readonly List<(int Start, int End)> _pieces;

    internal DeobfuscatedText(
        string text, int[]? starts, int[]? ends, int knownLength, int originalLength, bool decoded, List<(int Start, int End)> pieces)
    {
        _pieces = pieces;
        Text = text;
        _starts = starts;
        _ends = ends;
        KnownLength = knownLength;
        _originalLength = originalLength;
        HasDecoded = decoded;
    }

    /// <summary>What detectors should look at.</summary>
    public string Text { get; }

    /// <summary>How much of <see cref="Text"/> stays as it is whatever is appended to the original.</summary>
    public int KnownLength { get; }

    /// <summary>Whether something encoded was decoded.</summary>
    public bool HasDecoded { get; }

    /// <summary>Whether it differs from the original.</summary>
    public bool IsChanged => _starts is not null;

    /// <summary>Looks through a text.</summary>
    /// <param name="text">The original.</param>
    /// <param name="decode">Whether base64, hexadecimal and percent-encoded runs are decoded too. Default: no.</param>
    public static DeobfuscatedText Create(string text, bool decode = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!decode && System.Text.Ascii.IsValid(text))
        {
            return new DeobfuscatedText(text, null, null, text.Length, text.Length, decoded: false, []);
        }

        return new Deobfuscator(text, decode).Build();
    }

    /// <summary>
    /// Where the character at an index of <see cref="Text"/> begins in the original; behind the last, the original's length.
    /// </summary>
    public int ToOriginal(int index) => index >= Text.Length ? _originalLength : _starts is null ? index : _starts[index];

    /// <summary>The original's span of a span of <see cref="Text"/>, invisible characters inside it included.</summary>
    public (int Start, int End) ToOriginal(int start, int end)
    {
        int first = ToOriginal(start);
        return end <= start ? (first, first) : (first, _ends is null ? end : _ends[end - 1]);
    }

    /// <summary>Index in <see cref="Text"/> of the first character that begins at a place of the original or behind it.</summary>
    internal int FromOriginal(int place)
    {
        return _starts is null ? place : LowerBound(_starts.Length, index => _starts[index] < place);
    }

    /// <summary>The place of the original with so many characters of <see cref="Text"/> between it and another place.</summary>
    internal int RestartBefore(int place, int characters)
    {
        int index = FromOriginal(place) - characters;
        return index <= 0 ? 0 : Math.Min(place, ToOriginal(index));
    }

    /// <summary>Where the run begins that a place of the original lies in: from there on a text is decoded alike. The place itself outside of runs.</summary>
    internal int PieceStart(int place)
    {
        int before = LowerBound(_pieces.Count, index => _pieces[index].Start < place) - 1;
        return before >= 0 && _pieces[before].End > place ? _pieces[before].Start : place;
    }

    // How many of the first places lie before the wanted one; the places rise.
    private static int LowerBound(int count, Func<int, bool> isBefore)
    {
        int low = 0;
        int high = count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = isBefore(middle) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
