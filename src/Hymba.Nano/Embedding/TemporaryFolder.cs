namespace Hymba.Nano;

/// <summary>Folders that last as long as the process.</summary>
internal static class TemporaryFolder
{
    /// <summary>Makes a folder that only the user may enter, and removes it when the process ends.</summary>
    /// <exception cref="IOException">The system's folder for temporary files cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The system's folder for temporary files cannot be written.</exception>
    public static string Create()
    {
        string path = Directory.CreateTempSubdirectory("hymba-models-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(path);
        return path;
    }

    /// <summary>Removes a folder where that can be done.</summary>
    public static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is gone already, or a file is in use: a folder for temporary files gets tidied by the system as well.
        }
    }
}
