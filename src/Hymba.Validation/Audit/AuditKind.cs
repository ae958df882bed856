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

    /// <summary>
    /// A finding that came too late to act on: its validator had said before that nothing more would be found there, which breaks the contract of growing
    /// texts. The text may be out.
    /// </summary>
    Dropped,
}
