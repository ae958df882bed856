namespace Hymba.Validation.Policies;

/// <summary>What happens with a finding. Ordered by strength: the strongest of overlapping findings wins.</summary>
public enum ValidationAction
{
    /// <summary>Nothing, it is not even looked for.</summary>
    Ignore,

    /// <summary>It is reported and the text stays.</summary>
    Annotate,

    /// <summary>It is replaced by a mask, a placeholder or a token.</summary>
    Redact,

    /// <summary>It is replaced by a given text. An empty one is weaker than <see cref="Redact"/>: what overlaps is replaced, not taken out with it.</summary>
    Replace,

    /// <summary>A tool call waits for approval. For tool calls only; elsewhere it blocks.</summary>
    RequireApproval,

    /// <summary>The model is asked again, while nothing of the reply was emitted; after that, and after the last try, it blocks.</summary>
    Retry,

    /// <summary>The reply ends before the finding. A blocked input is not sent, a blocked document or tool result is dropped or fenced.</summary>
    Block,
}
