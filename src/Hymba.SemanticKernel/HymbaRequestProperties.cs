using Hymba.Inference.Generation;

namespace Hymba.SemanticKernel;

/// <summary>
/// Names of what a request may carry in <c>ChatOptions.AdditionalProperties</c>. Values may be of the named type, its JSON, or its
/// invariant text. Names that are not among these are reported in <see cref="HymbaResponseProperties.IgnoredOptions"/>.
/// </summary>
public static class HymbaRequestProperties
{
    /// <summary><see cref="float"/> from 0 to 1: keeps tokens at least this many times as probable as the most probable one.</summary>
    public const string MinP = "min_p";

    /// <summary><see cref="float"/> from 0.01 to 100: makes tokens of the prompt and the reply less likely; 1 changes nothing.</summary>
    public const string RepetitionPenalty = "repetition_penalty";

    /// <summary>Dictionary from token id to a <see cref="float"/> from -100 to 100 that is added to the token's logit.</summary>
    public const string LogitBias = "logit_bias";

    /// <summary><see cref="bool"/>: whether the log-probability of every chosen token is returned.</summary>
    public const string LogProbabilities = "logprobs";

    /// <summary><see cref="int"/> from 0 to 20: how many of the most probable tokens are returned beside each chosen one; implies <see cref="LogProbabilities"/>.</summary>
    public const string TopLogProbabilities = "top_logprobs";

    /// <summary><see cref="RequestPriority"/> or its name: how urgent the request is.</summary>
    public const string Priority = "priority";

    /// <summary><see cref="string"/>: whose request it is; callers with different keys share the engine evenly.</summary>
    public const string FairShareKey = "fair_share_key";

    /// <summary><see cref="TimeSpan"/> or a number of seconds: the longest wait for a place on the engine.</summary>
    public const string MaxQueueWait = "max_queue_wait";

    /// <summary><see cref="TimeSpan"/> or a number of seconds: the longest time from submission to the last token.</summary>
    public const string MaxTotalTime = "max_total_time";

    /// <summary><see cref="bool"/>: whether end tokens are generated like any other.</summary>
    public const string IgnoreEndTokens = "ignore_end_tokens";

    /// <summary>
    /// <see cref="bool"/>: whether likely tokens are copied from earlier text and checked several at a time; the reply is the same, and faster where it
    /// repeats its documents.
    /// </summary>
    public const string Speculate = "speculate";

    /// <summary>A sequence of <see cref="HymbaDocument"/>; set it with <c>WithDocuments</c>.</summary>
    public const string Documents = "hymba.documents";

    /// <summary>
    /// <see cref="bool"/>: whether the messages' text is the prompt as it is, without the chat template; set it with <c>WithRawPrompt</c>.
    /// </summary>
    public const string RawPrompt = "hymba.raw_prompt";
}
