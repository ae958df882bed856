using Hymba.Inference;

namespace Hymba.SemanticKernel.Chat;

/// <summary>Names a model where nobody else does.</summary>
internal static class ModelName
{
    /// <summary>The name of the checkpoint's directory, which is that of the embedded model too.</summary>
    public static string FromPath(string modelPath)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(modelPath));
        return name.Length == 0 ? "hymba"
            : name.Equals(HymbaModels.NanoName, StringComparison.OrdinalIgnoreCase) ? HymbaModels.NanoName
            : name;
    }
}
