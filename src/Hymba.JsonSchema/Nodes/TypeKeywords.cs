using System.Collections.Immutable;
using System.Text.Json;
using Hymba.JsonSchema.Evaluation;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Nodes;

/// <summary><c>type</c>.</summary>
/// <param name="Types">The types that are allowed.</param>
/// <param name="ByWriting">Whether 1.0 is no integer, as in draft 04.</param>
internal sealed record TypeKeyword(JsonTypes Types, bool ByWriting) : Keyword("type")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        JsonTypes actual = JsonTypeNames.Of(instance);
        bool isValid = (Types & actual) != 0 || (actual == JsonTypes.Number && Types.HasFlag(JsonTypes.Integer) && IsInteger(context, instance));
        return isValid || context.Report(node, Name, $"The value is {JsonTypeNames.Describe(actual)}; {JsonTypeNames.Describe(Types)} is needed.");
    }

    private bool IsInteger(EvaluationContext context, JsonElement instance)
        => JsonNumber.IsWrittenAsInteger(instance) || (!ByWriting && context.Number(instance).IsInteger);
}

/// <summary><c>enum</c> and <c>const</c>.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Values">The values that are allowed.</param>
internal sealed record ValuesKeyword(string Name, ImmutableArray<JsonElement> Values) : Keyword(Name)
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        foreach (JsonElement value in Values)
        {
            if (context.Comparer.Equals(value, instance))
            {
                return true;
            }
        }

        return context.Report(
            node, Name, Values.Length == 1 ? "The value is not the one that is allowed." : $"The value is none of the {Values.Length} that are allowed.");
    }
}
