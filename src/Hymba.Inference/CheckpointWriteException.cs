namespace Hymba.Inference;

/// <summary>A checkpoint cannot be written: the disk is full, or the target cannot be created or already holds something.</summary>
public sealed class CheckpointWriteException : HymbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file or directory that was to be written.</param>
    /// <param name="problem">What went wrong, in one sentence.</param>
    /// <param name="innerException">The cause, when another exception revealed the problem.</param>
    public CheckpointWriteException(string path, string problem, Exception? innerException = null)
        : base($"Cannot write '{path}': {problem}", innerException)
    {
        Path = path;
    }

    /// <summary>The file or directory that was to be written.</summary>
    public string Path { get; }
}
