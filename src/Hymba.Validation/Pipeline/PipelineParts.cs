using Hymba.Validation.Audit;
using Microsoft.Extensions.Logging;

namespace Hymba.Validation.Pipeline;

/// <summary>What a pipeline is made of besides its options. Immutable.</summary>
internal sealed record PipelineParts(
    string Name,
    IReadOnlyList<ITextValidator> Validators,
    IReadOnlyList<IToolCallValidator> ToolValidators,
    IReadOnlyList<IAuditSink> Sinks,
    ValidationMetrics Metrics,
    TimeProvider Time,
    ILogger Logger)
{
    /// <summary>Keyed at random; kept when options change, so that hashes stay comparable within the process.</summary>
    public KeyedHash Hash { get; } = KeyedHash.Create(null);
}
