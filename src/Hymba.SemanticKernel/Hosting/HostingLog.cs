using Microsoft.Extensions.Logging;

namespace Hymba.SemanticKernel.Hosting;

/// <summary>What loading and draining log.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Information, "Loading {Model}.")]
    public static partial void Loading(ILogger logger, string model);

    [LoggerMessage(2, LogLevel.Information, "Loading {Model}: {ReadMebibytes} of {TotalMebibytes} MiB.")]
    public static partial void LoadingProgress(ILogger logger, string model, long readMebibytes, long totalMebibytes);

    [LoggerMessage(3, LogLevel.Information, "{Model} is ready after {Elapsed}.")]
    public static partial void Ready(ILogger logger, string model, TimeSpan elapsed);

    [LoggerMessage(4, LogLevel.Error, "{Model} could not be loaded; the next request tries again.")]
    public static partial void WarmUpFailed(ILogger logger, string model, Exception error);

    [LoggerMessage(5, LogLevel.Information, "Waiting up to {Timeout} for {Requests} requests to end.")]
    public static partial void Draining(ILogger logger, int requests, TimeSpan timeout);

    [LoggerMessage(6, LogLevel.Warning, "{Requests} requests had not ended in time and are cancelled.")]
    public static partial void DrainIncomplete(ILogger logger, int requests);
}
