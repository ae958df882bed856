namespace Hymba.JsonSchema.Patterns;

/// <summary>The patterns of one schema: each compiled once, all together within a limit.</summary>
/// <param name="maxStates">See <see cref="JsonSchemaOptions.MaxPatternStates"/>.</param>
internal sealed class PatternCache(int maxStates)
{
    private readonly Dictionary<string, LinearPattern> _patterns = new(StringComparer.Ordinal);
    private int _states;

    /// <summary>Compiles a pattern, or finds it compiled.</summary>
    /// <param name="source">The pattern.</param>
    /// <param name="place">Where it stands, for errors.</param>
    public LinearPattern Get(string source, string place)
    {
        if (_patterns.TryGetValue(source, out LinearPattern? known))
        {
            return known;
        }

        try
        {
            var pattern = LinearPattern.Compile(source, maxStates - _states);
            _states += pattern.States;
            _patterns.Add(source, pattern);
            return pattern;
        }
        catch (PatternException error)
        {
            throw new JsonSchemaException(
                error.IsTooLarge ? JsonSchemaProblem.PatternTooLarge : JsonSchemaProblem.InvalidPattern,
                error.IsTooLarge
                    ? $"The patterns of the schema need more than {maxStates} states, the most that they may need."
                    : $"The pattern {source} cannot be used: {error.Message}",
                place,
                error.IsTooLarge ? maxStates : null,
                error);
        }
    }
}
