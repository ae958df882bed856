namespace Hymba.Validation;

/// <summary>How much harm a finding may do.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>Unwanted in most applications.</summary>
    Low,

    /// <summary>Harmful in many applications.</summary>
    Medium,

    /// <summary>Harmful in nearly every application.</summary>
    High,
}
