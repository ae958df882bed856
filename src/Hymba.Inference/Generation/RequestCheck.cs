using Hymba.Inference.Sampling;
using Hymba.Inference.Text;

namespace Hymba.Inference.Generation;

/// <summary>Checks a request before any work is done for it.</summary>
internal static class RequestCheck
{
    /// <summary>The prompt as an array, once it and the request's options are in order.</summary>
    public static int[] Prompt(GenerationRequest request, LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(request.PromptTokens);
        ArgumentNullException.ThrowIfNull(request.Sampling);
        ArgumentNullException.ThrowIfNull(request.StopSequences);
        ArgumentNullException.ThrowIfNull(request.SnapshotPositions);
        var errors = new List<string>(SamplingRules.Errors(request.Sampling, model.Config.VocabularySize));
        if (request.PromptTokens.Count == 0)
        {
            errors.Add("The prompt has no tokens; it needs at least 1 (the start token will do).");
        }

        if (request.MaxNewTokens is < 1)
        {
            errors.Add($"{nameof(request.MaxNewTokens)} is {request.MaxNewTokens}; it must be at least 1.");
        }

        if (request.StopSequences.Count > 0 && model.Tokenizer is null)
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

        if (errors.Count > 0)
        {
            throw new InvalidOptionsException(errors);
        }

        return request.PromptTokens.Count < model.Config.ContextTokens
            ? SequenceCheck.Tokens(request.PromptTokens, model.Config)
            : throw new ContextOverflowException(request.PromptTokens.Count, model.Config.ContextTokens - 1);
    }
}
