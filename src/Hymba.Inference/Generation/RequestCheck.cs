using Hymba.Inference.Model;
using Hymba.Inference.Sampling;
using Hymba.Inference.Text;

namespace Hymba.Inference.Generation;

/// <summary>Checks a request before any work is done for it.</summary>
internal static class RequestCheck
{
    /// <summary>Checks everything that can be checked without computing.</summary>
    /// <returns>Tokens that the request's sequence may come to hold: prompt and reply together.</returns>
    public static int CapacityTokens(GenerationRequest request, HymbaConfig config, bool hasTokenizer)
    {
        ArgumentNullException.ThrowIfNull(request.PromptTokens);
        ArgumentNullException.ThrowIfNull(request.Sampling);
        ArgumentNullException.ThrowIfNull(request.StopSequences);
        ArgumentNullException.ThrowIfNull(request.SnapshotPositions);
        ArgumentNullException.ThrowIfNull(request.LookupTokens);
        var errors = new List<string>(SamplingRules.Errors(request.Sampling, config.VocabularySize));
        if (request.PromptTokens.Count == 0)
        {
            errors.Add("The prompt has no tokens; it needs at least 1 (the start token will do).");
        }

        if (request.MaxNewTokens is < 1)
        {
            errors.Add($"{nameof(request.MaxNewTokens)} is {request.MaxNewTokens}; it must be at least 1.");
        }

        if (request.StopSequences.Count > 0 && !hasTokenizer)
        {
            errors.Add($"{request.StopSequences.Count} stop sequences were given, but the model directory has no tokenizer to match them with.");
        }

        if (request.StopSequences.Any(string.IsNullOrEmpty))
        {
            errors.Add("A stop sequence is empty; each needs at least 1 character.");
        }

        if (request.StopSequences.Any(stop => stop is not null && StopSequenceMatcher.HasLoneSurrogate(stop)))
        {
            errors.Add("A stop sequence holds half a surrogate pair; only whole characters can be matched.");
        }

        if (request.LookupTokens.Any(token => (uint)token >= (uint)config.VocabularySize))
        {
            errors.Add($"{nameof(request.LookupTokens)} holds an id outside of the vocabulary of {config.VocabularySize} tokens.");
        }

        AddLimitErrors(request, errors);
        if (errors.Count > 0)
        {
            throw new InvalidOptionsException(errors);
        }

        if (request.PromptTokens.Count >= config.ContextTokens)
        {
            throw new ContextOverflowException(request.PromptTokens.Count, config.ContextTokens - 1);
        }

        SequenceCheck.Tokens(request.PromptTokens, config);
        return (int)Math.Min(config.ContextTokens, request.PromptTokens.Count + (long)(request.MaxNewTokens ?? int.MaxValue));
    }

    private static void AddLimitErrors(GenerationRequest request, List<string> errors)
    {
        if (request.MaxQueueWait <= TimeSpan.Zero)
        {
            errors.Add($"{nameof(request.MaxQueueWait)} is {request.MaxQueueWait}; it must be above zero.");
        }

        if (request.MaxTotalTime <= TimeSpan.Zero)
        {
            errors.Add($"{nameof(request.MaxTotalTime)} is {request.MaxTotalTime}; it must be above zero.");
        }

        int before = 0;
        foreach (int position in request.SnapshotPositions)
        {
            if (position <= before || position > request.PromptTokens.Count)
            {
                errors.Add($"Snapshot position {position} must lie above {before} and not above the prompt's {request.PromptTokens.Count} tokens.");
            }

            before = Math.Max(before, position);
        }
    }
}
