namespace Hymba.Cli;

/// <summary>The command cannot be carried out; the message is all that its user needs to read.</summary>
internal sealed class ToolException : Exception
{
    public ToolException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
