namespace Hymba.Validation;

/// <summary>The validators that come with this package, by category. Groups register here.</summary>
internal static class BuiltInValidators
{
    /// <summary>Makes the text validators of each category.</summary>
    public static IReadOnlyDictionary<string, Func<IEnumerable<ITextValidator>>> Text { get; }
        = new Dictionary<string, Func<IEnumerable<ITextValidator>>>(StringComparer.Ordinal);

    /// <summary>Makes the validators of tool calls of each category.</summary>
    public static IReadOnlyDictionary<string, Func<IEnumerable<IToolCallValidator>>> Tools { get; }
        = new Dictionary<string, Func<IEnumerable<IToolCallValidator>>>(StringComparer.Ordinal);
}
