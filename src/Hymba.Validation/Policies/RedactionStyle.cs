namespace Hymba.Validation.Policies;

/// <summary>What a redacted value is replaced by.</summary>
public enum RedactionStyle
{
    /// <summary>Its type: <c>&lt;CREDIT_CARD&gt;</c>.</summary>
    Placeholder,

    /// <summary>Six asterisks, whatever its length.</summary>
    Mask,

    /// <summary>Its type and a keyed hash, so that equal values stay recognisable as equal: <c>&lt;CREDIT_CARD:1a2b3c4d&gt;</c>.</summary>
    Token,
}
