namespace Hymba.Inference.Generation;

/// <summary>A stretch of a long sequence that is scored in one go.</summary>
/// <param name="Start">Its first token, which is given.</param>
/// <param name="FirstNew">The first token that no window before has predicted.</param>
/// <param name="End">The token behind its last.</param>
internal readonly record struct TextWindow(int Start, int FirstNew, int End)
{
    /// <summary>Windows of at most a context, each half a context after the one before, in which every token but the first is new once.</summary>
    /// <param name="tokens">Length of the sequence.</param>
    /// <param name="context">The most tokens in a window, at least 2.</param>
    public static IEnumerable<TextWindow> Split(int tokens, int context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(context, 2);
        int end = 1;
        for (int start = 0; end < tokens; start += context / 2)
        {
            int first = end;
            end = Math.Min(start + context, tokens);
            yield return new TextWindow(start, first, end);
        }
    }
}
