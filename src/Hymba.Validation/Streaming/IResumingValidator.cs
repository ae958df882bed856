namespace Hymba.Validation.Streaming;

/// <summary>
/// A validator that goes on in a growing text where it stopped, so that the settled part is not scanned again. Scanned in any steps, a text has the
/// findings that <see cref="ITextValidator.Find"/> has in the whole of it.
/// </summary>
internal interface IResumingValidator : ITextValidator
{
    /// <summary>Scans the part of a text that is not settled.</summary>
    /// <param name="window">The text from where the last step wants it.</param>
    /// <param name="context">What else is known.</param>
    /// <param name="findings">Gets those that begin in the settled part of this step and behind that of the last.</param>
    ScanProgress Scan(in ScanWindow window, ValidationContext context, ICollection<Finding> findings);
}
