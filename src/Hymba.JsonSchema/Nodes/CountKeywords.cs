using System.Collections.Immutable;
using System.Text.Json;
using Hymba.JsonSchema.Evaluation;

namespace Hymba.JsonSchema.Nodes;

/// <summary><c>minItems</c>, <c>maxItems</c>, <c>minProperties</c> and <c>maxProperties</c>.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsMaximum">Whether it bounds from above.</param>
/// <param name="OfObject">Whether it counts properties, and not items.</param>
internal sealed record CountKeyword(string Name, long Limit, bool IsMaximum, bool OfObject) : Keyword(Name)
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        if (instance.ValueKind != (OfObject ? JsonValueKind.Object : JsonValueKind.Array))
        {
            return true;
        }

        int count = OfObject ? instance.GetPropertyCount() : instance.GetArrayLength();
        string kind = OfObject ? "object" : "array", parts = OfObject ? "properties" : "items";
        return (IsMaximum ? count <= Limit : count >= Limit)
            || context.Report(node, Name, $"The {kind} has {count} {parts}; it must have {(IsMaximum ? "at most" : "at least")} {Limit}.");
    }
}

/// <summary><c>uniqueItems: true</c>.</summary>
internal sealed record UniqueItemsKeyword() : Keyword("uniqueItems")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        if (instance.ValueKind is not JsonValueKind.Array)
        {
            return true;
        }

        var first = new Dictionary<JsonElement, int>(context.Comparer);
        foreach ((int index, JsonElement item) in instance.EnumerateArray().Index())
        {
            if (!first.TryAdd(item, index))
            {
                return context.Report(node, Name, $"The items {first[item]} and {index} are equal; all must differ.");
            }
        }

        return true;
    }
}

/// <summary><c>required</c>.</summary>
/// <param name="Names">The properties that must be there.</param>
internal sealed record RequiredKeyword(ImmutableArray<string> Names) : Keyword("required")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = instance.ValueKind is not JsonValueKind.Object || context.MissingOf(instance, Names) is not { Count: > 0 } missing
            || context.Report(node, Name, $"The object lacks {EvaluationContext.Quote(missing)}.");
        return isValid;
    }
}

/// <summary><c>dependentRequired</c>, and <c>dependencies</c> with lists of names.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Names">By property: what must be there with it.</param>
internal sealed record DependentRequiredKeyword(string Name, ImmutableArray<KeyValuePair<string, ImmutableArray<string>>> Names) : Keyword(Name)
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = true;
        if (instance.ValueKind is not JsonValueKind.Object)
        {
            return isValid;
        }

        foreach ((string cause, ImmutableArray<string> names) in Names)
        {
            if (context.MissingOf(instance, [cause]).Count == 0 && context.MissingOf(instance, names) is { Count: > 0 } missing)
            {
                isValid = context.Report(
                    node, Name, $"The object has {EvaluationContext.Quote([cause])}, and therefore lacks {EvaluationContext.Quote(missing)}.");
            }
        }

        return isValid;
    }
}
