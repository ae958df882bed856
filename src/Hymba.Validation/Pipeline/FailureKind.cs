namespace Hymba.Validation.Pipeline;

/// <summary>How a validator failed.</summary>
internal enum FailureKind
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>It threw.</summary>
    Threw,

    /// <summary>It took longer than it may.</summary>
    Hung,

    /// <summary>It was cancelled, while the request was not.</summary>
    Cancelled,
}
