namespace Hymba.Inference.Checkpoint;

/// <summary>Writes directories that appear complete or not at all.</summary>
internal static class AtomicDirectory
{
    /// <summary>Fills a directory beside the target and renames it when it is done.</summary>
    /// <param name="output">The target; must not exist, or be empty, unless it is replaced.</param>
    /// <param name="write">Gets the path of the directory to fill.</param>
    /// <param name="replace">Whether a directory that stands there is replaced; it stays until the new one is complete.</param>
    /// <exception cref="CheckpointWriteException">The target holds something, or the disk is full or fails.</exception>
    public static void Write(string output, Action<string> write, bool replace = false)
    {
        output = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        if (File.Exists(output) || (!replace && Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any()))
        {
            throw new CheckpointWriteException(output, "it exists already and is not an empty directory.");
        }

        string building = $"{output}.{Guid.NewGuid():N}.tmp";
        string retired = $"{output}.{Guid.NewGuid():N}.old";
        try
        {
            Directory.CreateDirectory(building);
            write(building);
            if (Directory.Exists(output))
            {
                Directory.Move(output, retired);
            }

            Directory.Move(building, output);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointWriteException(output, error.Message, error);
        }
        finally
        {
            Remove(building);
            Remove(retired);
        }
    }

    private static void Remove(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
