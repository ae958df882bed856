using System.Collections.Concurrent;
using Hymba.Validation.Audit;

namespace Hymba.SemanticKernel.Tests.OutputValidation;

/// <summary>Keeps what is audited.</summary>
internal sealed class AuditRecorder : IAuditSink
{
    public ConcurrentQueue<AuditRecord> Records { get; } = [];

    public void Write(AuditRecord record) => Records.Enqueue(record);
}
