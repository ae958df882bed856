namespace Hymba.Validation.Markdown;

/// <summary>
/// Whether a Markdown text that is walked through surely stands in a code fence. Lists and HTML around fences are not followed: what counts is what all
/// readings say. A value, so that a copy remembers a place.
/// </summary>
internal struct CodeFences
{
    private FenceWalk _plain = new(FenceReading.Plain);
    private FenceWalk _inLists = new(FenceReading.InLists);
    private FenceWalk _inHtml = new(FenceReading.InHtml);
    private FenceWalk _inRawHtml = new(FenceReading.InRawHtml);

    /// <summary>The beginning of a text.</summary>
    public CodeFences()
    {
    }

    /// <summary>Whether what comes next is shown as it is. The rest of a line that opens a fence is not yet.</summary>
    public readonly bool IsInside => _plain.IsInside && _inLists.IsInside && _inHtml.IsInside && _inRawHtml.IsInside;

    /// <summary>Whether the line belongs to a block of HTML that empty lines do not end.</summary>
    public readonly bool IsInRawHtml => _inRawHtml.IsInRawHtml;

    /// <summary>Walks on.</summary>
    public void Advance(ReadOnlySpan<char> text)
    {
        _plain.Advance(text);
        _inLists.Advance(text);
        _inHtml.Advance(text);
        _inRawHtml.Advance(text);
    }
}
