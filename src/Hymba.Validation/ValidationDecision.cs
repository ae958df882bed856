namespace Hymba.Validation;

/// <summary>What became of a text. Ordered from harmless to grave.</summary>
public enum ValidationDecision
{
    /// <summary>It stays as it is.</summary>
    Allow,

    /// <summary>Parts of it were redacted or replaced.</summary>
    Redact,

    /// <summary>A tool call waits for approval.</summary>
    RequireApproval,

    /// <summary>It is to be generated anew.</summary>
    Retry,

    /// <summary>It is blocked from the first blocked part on.</summary>
    Block,
}
