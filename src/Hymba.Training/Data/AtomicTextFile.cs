using System.Text;
using Hymba.Inference;

namespace Hymba.Training.Data;

/// <summary>Writes text files that appear complete or not at all.</summary>
internal static class AtomicTextFile
{
    /// <summary>Fills a file beside the target, in UTF-8 with line feeds, and renames it when it is done. A file that stands there is replaced.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the text.</param>
    /// <exception cref="CheckpointWriteException">The file cannot be written; nothing has changed.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        string target = Path.GetFullPath(path);
        string building = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var writer = new StreamWriter(building, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" })
            {
                write(writer);
            }

            File.Move(building, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointWriteException(target, error.Message, error);
        }
        finally
        {
            if (File.Exists(building))
            {
                File.Delete(building);
            }
        }
    }
}
