namespace Hymba.Inference;

/// <summary>
/// The engine failed in the middle of a request, or cannot be restarted after a failure. Requests that had emitted nothing are tried again by
/// the engine itself; this one could not be.
/// </summary>
public sealed class EngineFaultException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The failure.</param>
    public EngineFaultException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
