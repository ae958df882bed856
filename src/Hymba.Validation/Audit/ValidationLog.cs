using Microsoft.Extensions.Logging;

namespace Hymba.Validation.Audit;

/// <summary>What validation logs. Never any part of a text, and no message of a validator's exception, which may hold some.</summary>
internal static partial class ValidationLog
{
    [LoggerMessage(1, LogLevel.Warning, "A validator of {Rule} failed ({Failure}) on a text of role {Role}; the failure mode is {Mode}.")]
    public static partial void ValidatorFailed(ILogger logger, string rule, string failure, TextRole role, FailureMode mode);

    [LoggerMessage(2, LogLevel.Information, "Validation of a text of role {Role} ended with {Decision} by {Rule}.")]
    public static partial void Decided(ILogger logger, TextRole role, ValidationDecision decision, string? rule);

    [LoggerMessage(3, LogLevel.Warning, "Replies are buffered until their end: policy lets {Rules} change them, and these need the whole text.")]
    public static partial void BufferingForced(ILogger logger, string rules);

    [LoggerMessage(4, LogLevel.Error, "An audit sink threw {Error}; the request goes on.")]
    public static partial void SinkFailed(ILogger logger, string error);

    [LoggerMessage(5, LogLevel.Error, "Changed options of output validation are invalid and not used: {Errors}")]
    public static partial void ReloadRejected(ILogger logger, string errors);

    [LoggerMessage(6, LogLevel.Debug, "Asking again after rule {Rule}, try {Attempt} of {Attempts}.")]
    public static partial void Retrying(ILogger logger, string rule, int attempt, int attempts);

    [LoggerMessage(
        7, LogLevel.Warning, "A finding of {Rule} in a text of role {Role} was dropped: its validator had called that part settled before it found something there.")]
    public static partial void FindingDropped(ILogger logger, string rule, TextRole role);
}
