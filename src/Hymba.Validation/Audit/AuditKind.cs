namespace Hymba.Validation.Audit;

/// <summary>What an audit record is about.</summary>
public enum AuditKind
{
    /// <summary>A finding.</summary>
    Finding,

    /// <summary>What became of a text.</summary>
    Decision,

    /// <summary>A validator that threw, hung or was cancelled.</summary>
    Failure,
}
