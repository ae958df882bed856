namespace Hymba.Inference;

/// <summary>Base of every error that this library raises on purpose; its message names the offending value and the limit.</summary>
public abstract class HymbaException : Exception
{
    private protected HymbaException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
