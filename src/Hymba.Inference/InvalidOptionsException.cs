namespace Hymba.Inference;

/// <summary>Options of a request hold values that cannot be used. All problems found are reported together, before any computation.</summary>
public sealed class InvalidOptionsException : HymbaException
{
    /// <summary>Creates the exception from everything that is wrong with the options.</summary>
    /// <param name="errors">One sentence per problem, each naming the option, its value and the limit; at least one.</param>
    public InvalidOptionsException(IReadOnlyList<string> errors)
        : base(Compose(errors))
    {
        Errors = errors;
    }

    /// <summary>Every problem found, one sentence each.</summary>
    public IReadOnlyList<string> Errors { get; }

    private static string Compose(IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        return errors.Count == 1
            ? $"Invalid options: {errors[0]}"
            : $"Invalid options, {errors.Count} problems:{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", errors)}";
    }
}
