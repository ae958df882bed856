namespace Hymba.Inference;

/// <summary>
/// No token can be chosen from the logits: one of them is not a number or plus infinity (a damaged checkpoint, an overflow), or all are minus
/// infinity (a constraint that allows nothing).
/// </summary>
public sealed class InvalidLogitsException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, with the token id and the value.</param>
    public InvalidLogitsException(string message)
        : base(message)
    {
    }
}
