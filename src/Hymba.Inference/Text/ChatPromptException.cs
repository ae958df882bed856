namespace Hymba.Inference.Text;

/// <summary>A conversation cannot be rendered: a turn's role is unknown, a text is missing, or a piece of JSON cannot be written.</summary>
public sealed class ChatPromptException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which part of the prompt, the offending value and what was expected.</param>
    /// <param name="innerException">The cause, when another exception revealed the problem.</param>
    public ChatPromptException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
