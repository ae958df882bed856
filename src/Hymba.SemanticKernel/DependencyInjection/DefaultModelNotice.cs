using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>Tells, once per engine, that nobody named a model for it: options are made more than once.</summary>
internal sealed partial class DefaultModelNotice(ILoggerFactory? loggers)
{
    private readonly ILogger _logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger<DefaultModelNotice>();
    private readonly ConcurrentDictionary<string, bool> _given = new(StringComparer.Ordinal);

    /// <summary>Tells it of the engine whose options have this name.</summary>
    public void Give(string name)
    {
        if (!_given.TryAdd(name, true))
        {
            return;
        }

        if (name.Length == 0)
        {
            NoModel(_logger);
        }
        else
        {
            NoModelFor(_logger, name);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "No model is configured; using the embedded model Hymba Nano.")]
    private static partial void NoModel(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "No model is configured for the engine '{ServiceId}'; using the embedded model Hymba Nano.")]
    private static partial void NoModelFor(ILogger logger, string serviceId);
}
