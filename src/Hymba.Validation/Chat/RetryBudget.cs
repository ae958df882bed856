using Hymba.Validation.Audit;
using Hymba.Validation.Pipeline;
using Microsoft.Extensions.AI;

namespace Hymba.Validation.Chat;

/// <summary>How often a reply may still be asked for anew. For one request.</summary>
internal sealed class RetryBudget(CompiledPipeline pipeline)
{
    // Where a client reports no usage: a token has rarely more than so many UTF-16 units.
    private const int LeastUnitsPerToken = 2;

    private UsageDetails? _rejected;
    private string? _rule;
    private long _tokens;
    private int _tries;

    /// <summary>The messages of the next try: the rule is named, never what it found.</summary>
    public IReadOnlyList<ChatMessage> Messages(IReadOnlyList<ChatMessage> messages) => _rule is null
        ? messages
        :
        [
            .. messages,
            new ChatMessage(ChatRole.User, $"Your reply was withheld because of the rule '{_rule}'. Reply again so that it is kept."),
        ];

    /// <summary>Takes another try, if there is one left.</summary>
    /// <param name="rule">The rule that rejected the last one.</param>
    /// <param name="usage">Its usage, where known.</param>
    /// <param name="length">Its length, in UTF-16 units.</param>
    public bool TryTake(string? rule, UsageDetails? usage, int length)
    {
        _tokens += usage?.OutputTokenCount ?? (length / LeastUnitsPerToken) + 1;
        if (_tries >= pipeline.MaxRetries || _tokens >= pipeline.MaxRetryTokens)
        {
            return false;
        }

        _tries++;
        _rule = rule;
        if (usage is not null)
        {
            _rejected ??= new UsageDetails();
            _rejected.Add(usage);
        }

        ValidationLog.Retrying(pipeline.Auditor.Logger, rule ?? string.Empty, _tries, pipeline.MaxRetries);
        return true;
    }

    /// <summary>What the rejected tries used; null where none was reported.</summary>
    public UsageDetails? Rejected => _rejected;
}
