namespace Hymba.Validation.Streaming;

/// <summary>A text that grows at its end.</summary>
internal sealed class GrowingText
{
    private char[] _chars = new char[256];

    public int Length { get; private set; }

    public ReadOnlySpan<char> this[Range range] => _chars.AsSpan(0, Length)[range];

    public void Append(ReadOnlySpan<char> piece)
    {
        if (Length + piece.Length > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + piece.Length));
        }

        piece.CopyTo(_chars.AsSpan(Length));
        Length += piece.Length;
    }

    /// <summary>Where a window of so much left context begins; never inside a surrogate pair.</summary>
    public int WindowStart(int position, int leftContext)
    {
        var start = leftContext >= position ? 0 : position - leftContext;
        return start > 0 && char.IsLowSurrogate(_chars[start]) && char.IsHighSurrogate(_chars[start - 1]) ? start - 1 : start;
    }
}
