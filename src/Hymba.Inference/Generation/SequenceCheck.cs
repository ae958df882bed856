using Hymba.Inference.Model;

namespace Hymba.Inference.Generation;

/// <summary>Checks sequences that are scored.</summary>
internal static class SequenceCheck
{
    /// <summary>The ids as an array, once they are known to fit the model.</summary>
    public static int[] Tokens(IReadOnlyList<int> tokens, HymbaConfig config)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        if (tokens.Count == 0)
        {
            throw new InvalidOptionsException(["The sequence has no tokens; it needs at least 1."]);
        }

        if (tokens.Count > config.ContextTokens)
        {
            throw new ContextOverflowException(tokens.Count, config.ContextTokens);
        }

        for (int i = 0; i < tokens.Count; i++)
        {
            if ((uint)tokens[i] >= (uint)config.VocabularySize)
            {
                throw new InvalidTokenException(tokens[i], i, config.VocabularySize);
            }
        }

        return [.. tokens];
    }

    /// <summary>The sizes, once each is positive and their sum is the number of tokens.</summary>
    public static IReadOnlyList<int> Split(IReadOnlyList<int> sizes, int tokens)
    {
        if (sizes.Any(size => size < 1) || sizes.Sum(size => (long)size) != tokens)
        {
            throw new InvalidOptionsException([$"The split {string.Join(',', sizes)} must consist of positive sizes that add up to the {tokens} tokens."]);
        }

        return sizes;
    }
}
