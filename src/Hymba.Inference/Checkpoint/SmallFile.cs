namespace Hymba.Inference.Checkpoint;

/// <summary>Reads the small files of a checkpoint directory whole.</summary>
internal static class SmallFile
{
    /// <summary>More than any real tokenizer or template file takes.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>The file's bytes.</summary>
    /// <exception cref="ModelLoadException">It is missing, empty, unreadable or larger than <see cref="MaxBytes"/>.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            // Before opening: a pipe or device has no length, and opening it could block.
            long length = new FileInfo(path).Length;
            return length is > 0 and <= MaxBytes
                ? File.ReadAllBytes(path)
                : throw new ModelLoadException(path, [$"the file has {length} bytes; 1 to {MaxBytes} are allowed."]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException(path, [$"the file cannot be read: {error.Message}"], error);
        }
    }
}
