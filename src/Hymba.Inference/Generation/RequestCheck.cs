using Hymba.Inference.Model;

namespace Hymba.Inference.Generation;

/// <summary>Checks a request before any work is done for it.</summary>
internal static class RequestCheck
{
    /// <summary>The prompt as an array, once it and the request's limits are in order.</summary>
    public static int[] Prompt(GenerationRequest request, HymbaConfig config)
    {
        var errors = new List<string>();
        if (request.PromptTokens.Count == 0)
        {
            errors.Add("The prompt has no tokens; it needs at least 1 (the start token will do).");
        }

        if (request.MaxNewTokens is < 1)
        {
            errors.Add($"{nameof(request.MaxNewTokens)} is {request.MaxNewTokens}; it must be at least 1.");
        }

        if (errors.Count > 0)
        {
            throw new InvalidOptionsException(errors);
        }

        if (request.PromptTokens.Count >= config.ContextTokens)
        {
            throw new ContextOverflowException(request.PromptTokens.Count, config.ContextTokens - 1);
        }

        return SequenceCheck.Tokens(request.PromptTokens, config);
    }
}
