namespace Hymba.Validation.Markdown;

/// <summary>
/// Whether a part of a Markdown text that is walked through is code, which renderers show as it is: in a fence or in back ticks. A value, so that a copy
/// remembers a place.
/// </summary>
internal struct ShownCode
{
    private CodeFences _fences = new();
    private CodeSpans _spans;

    /// <summary>The beginning of a text.</summary>
    public ShownCode()
    {
    }

    /// <summary>Walks on.</summary>
    public void Advance(ReadOnlySpan<char> text)
    {
        _fences.Advance(text);
        _spans.Advance(text);
    }

    /// <summary>Whether a stretch that begins here is surely shown as it is; null where more text must tell.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">This place.</param>
    /// <param name="end">Behind the stretch.</param>
    /// <param name="isFinal">Whether the text ends for ever.</param>
    public readonly bool? Holds(ReadOnlySpan<char> text, int start, int end, bool isFinal)
        => _fences.IsInside ? true : _fences.IsInRawHtml ? false : _spans.Holds(text, start, end, isFinal);
}
