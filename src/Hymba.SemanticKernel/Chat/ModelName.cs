namespace Hymba.SemanticKernel.Chat;

/// <summary>Names a model where nobody else does.</summary>
internal static class ModelName
{
    /// <summary>The name of the checkpoint's directory.</summary>
    public static string FromPath(string modelPath)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(modelPath));
        return name.Length > 0 ? name : "hymba";
    }
}
