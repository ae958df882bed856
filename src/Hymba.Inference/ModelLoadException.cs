namespace Hymba.Inference;

/// <summary>A checkpoint directory cannot be loaded. All problems found are reported together.</summary>
public sealed class ModelLoadException : HymbaException
{
    /// <summary>Creates the exception from everything that is wrong with the checkpoint.</summary>
    /// <param name="path">The file or directory that was being read.</param>
    /// <param name="errors">One sentence per problem, each naming the value and what was expected; at least one.</param>
    /// <param name="innerException">The cause, when another exception revealed the problem.</param>
    public ModelLoadException(string path, IReadOnlyList<string> errors, Exception? innerException = null)
        : base(Compose(path, errors), innerException)
    {
        Path = path;
        Errors = errors;
    }

    /// <summary>The file or directory that was being read.</summary>
    public string Path { get; }

    /// <summary>Every problem found, one sentence each.</summary>
    public IReadOnlyList<string> Errors { get; }

    private static string Compose(string path, IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(errors);
        return errors.Count == 1
            ? $"Cannot load '{path}': {errors[0]}"
            : $"Cannot load '{path}', {errors.Count} problems:{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", errors)}";
    }
}
