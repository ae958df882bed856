namespace Hymba.Validation;

/// <summary>What happens when a validator throws, hangs or is cancelled. It is logged, counted and audited in any case.</summary>
public enum FailureMode
{
    /// <summary>The text is blocked, unless the validator could only annotate.</summary>
    Closed,

    /// <summary>The reply goes on without that validator.</summary>
    Open,
}
