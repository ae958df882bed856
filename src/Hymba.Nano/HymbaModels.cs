using Hymba.Nano;

// The engine's namespace: whoever sets HymbaEngineOptions.ModelPath has it imported.
namespace Hymba.Inference;

/// <summary>The models that come with the packages, usable wherever a checkpoint's directory is. Thread-safe.</summary>
public static class HymbaModels
{
    /// <summary>The name of <see cref="Nano"/> in configuration and on the command line.</summary>
    public const string NanoName = "nano";

    private static readonly EmbeddedModel NanoModel = EmbeddedModel.Of(typeof(HymbaModels).Assembly, NanoName);

    /// <summary>Full path of Hymba Nano, a small Hymba of our own: a checkpoint directory, also with tokenizer and chat template.</summary>
    /// <remarks>
    /// The first use in a process places the embedded files in the user's cache (<c>hymba-models</c> below XDG_CACHE_HOME, <c>~/.cache</c> or
    /// the system's folder for local data), or compares those that are there and replaces what differs. Only the user may enter the folder.
    /// Where the cache cannot be used, a folder for temporary files serves until the process ends.
    /// </remarks>
    /// <exception cref="ModelLoadException">Neither folder can be written; the message says why.</exception>
    public static string Nano => NanoModel.Place();

    /// <summary>The directory that a setting means.</summary>
    /// <param name="pathOrName">
    /// Null, empty or <c>nano</c> in any case: <see cref="Nano"/>, whatever lies in the working directory; <c>./nano</c> is a path. All else
    /// is returned as it is.
    /// </param>
    /// <exception cref="ModelLoadException">Nano is meant, and cannot be placed.</exception>
    public static string Resolve(string? pathOrName)
        => string.IsNullOrEmpty(pathOrName) || pathOrName.Equals(NanoName, StringComparison.OrdinalIgnoreCase) ? Nano : pathOrName;
}
