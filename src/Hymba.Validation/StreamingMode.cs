namespace Hymba.Validation;

/// <summary>When the text of a reply is emitted.</summary>
public enum StreamingMode
{
    /// <summary>As soon as no validator can take it back.</summary>
    Guarded,

    /// <summary>When the reply has ended.</summary>
    Buffered,
}
