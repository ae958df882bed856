namespace Hymba.Validation.Streaming;

/// <summary>What a step of a scan is given. Indices count from the window's beginning.</summary>
/// <param name="Text">The text from <see cref="ScanProgress.Restart"/> of the last step on.</param>
/// <param name="Settled">Where the part begins that is not settled.</param>
/// <param name="Memory">What the last step noted; null at the beginning of the text.</param>
/// <param name="IsFinal">Whether the text ends for ever.</param>
internal readonly record struct ScanWindow(string Text, int Settled, object? Memory, bool IsFinal)
{
    /// <summary>A text that is there as a whole.</summary>
    public static ScanWindow Whole(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ScanWindow(text, 0, null, true);
    }

    /// <summary>A text that will grow.</summary>
    public static ScanWindow Growing(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new ScanWindow(text, 0, null, false);
    }
}
