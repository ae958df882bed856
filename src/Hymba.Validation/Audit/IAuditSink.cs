namespace Hymba.Validation.Audit;

/// <summary>Receives audit records. Called on the request's path: it must be quick and thread-safe. What it throws is logged and goes no further.</summary>
public interface IAuditSink
{
    /// <summary>Takes a record.</summary>
    void Write(AuditRecord record);
}
