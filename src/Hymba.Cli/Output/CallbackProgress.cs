namespace Hymba.Cli.Output;

/// <summary>Progress that is told at once, on the reporter's thread, so that no report overtakes another.</summary>
internal sealed class CallbackProgress<T>(Action<T> receive) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => receive(value);
}
