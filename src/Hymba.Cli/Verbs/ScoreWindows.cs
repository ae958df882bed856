namespace Hymba.Cli.Verbs;

/// <summary>Cuts a sequence into windows that overlap by one token, so that all tokens but the first are predicted exactly once.</summary>
internal static class ScoreWindows
{
    /// <param name="tokens">Length of the sequence, at least 2.</param>
    /// <param name="context">The most tokens in a window, at least 2.</param>
    public static IEnumerable<Range> Split(int tokens, int context)
    {
        if (context < 2)
        {
            throw new ToolException($"The model's context of {context} token leaves nothing to predict.");
        }

        for (int start = 0; start < tokens - 1; start += context - 1)
        {
            yield return start..Math.Min(start + context, tokens);
        }
    }
}
