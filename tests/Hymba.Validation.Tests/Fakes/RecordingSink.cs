using System.Collections.Concurrent;
using Hymba.Validation.Audit;

namespace Hymba.Validation.Tests.Fakes;

internal sealed class RecordingSink : IAuditSink
{
    private readonly ConcurrentQueue<AuditRecord> _records = [];

    public IReadOnlyCollection<AuditRecord> Records => _records;

    public void Write(AuditRecord record) => _records.Enqueue(record);
}
