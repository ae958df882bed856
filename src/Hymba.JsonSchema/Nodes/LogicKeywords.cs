using System.Collections.Immutable;
using System.Text.Json;
using Hymba.JsonSchema.Evaluation;

namespace Hymba.JsonSchema.Nodes;

/// <summary><c>allOf</c>.</summary>
/// <param name="Branches">All must hold.</param>
internal sealed record AllOfKeyword(ImmutableArray<SchemaNode> Branches) : Keyword("allOf")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = true;
        foreach (SchemaNode branch in Branches)
        {
            isValid &= context.Evaluate(branch, instance, evaluated);
            if (!isValid && !context.IsCollecting)
            {
                break;
            }
        }

        return isValid;
    }
}

/// <summary><c>anyOf</c>.</summary>
/// <param name="Branches">One must hold.</param>
internal sealed record AnyOfKeyword(ImmutableArray<SchemaNode> Branches) : Keyword("anyOf")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = false;
        foreach (SchemaNode branch in Branches)
        {
            isValid |= context.Test(branch, instance, evaluated);

            // Every branch that holds adds to what is evaluated.
            if (isValid && evaluated is null)
            {
                break;
            }
        }

        return isValid || context.Report(node, Name, $"The value satisfies none of the {Branches.Length} schemas, of which one must hold.");
    }
}

/// <summary><c>oneOf</c>.</summary>
/// <param name="Branches">Exactly one must hold.</param>
internal sealed record OneOfKeyword(ImmutableArray<SchemaNode> Branches) : Keyword("oneOf")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        int first = -1;
        for (int i = 0; i < Branches.Length; i++)
        {
            if (!context.Test(Branches[i], instance, evaluated))
            {
                continue;
            }

            if (first >= 0)
            {
                return context.Report(node, Name, $"The value satisfies the schemas {first} and {i}; exactly one of the {Branches.Length} must hold.");
            }

            first = i;
        }

        return first >= 0 || context.Report(node, Name, $"The value satisfies none of the {Branches.Length} schemas, of which exactly one must hold.");
    }
}

/// <summary><c>not</c>.</summary>
/// <param name="Refused">Must not hold.</param>
internal sealed record NotKeyword(SchemaNode Refused) : Keyword("not")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
        => !context.Test(Refused, instance, null) || context.Report(node, Name, "The value satisfies a schema that must not hold.");
}

/// <summary><c>if</c>, <c>then</c> and <c>else</c>.</summary>
/// <param name="Condition">Decides, and refuses nothing.</param>
/// <param name="Then">Must hold where the condition does.</param>
/// <param name="Else">Must hold where the condition does not.</param>
internal sealed record IfKeyword(SchemaNode Condition, SchemaNode? Then, SchemaNode? Else) : Keyword("if")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        SchemaNode? branch = context.Test(Condition, instance, evaluated) ? Then : Else;
        return branch is null || context.Evaluate(branch, instance, evaluated);
    }
}

/// <summary><c>dependentSchemas</c>, and <c>dependencies</c> with schemas.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Schemas">By property: what must hold for the whole object that has it.</param>
internal sealed record DependentSchemasKeyword(string Name, ImmutableArray<KeyValuePair<string, SchemaNode>> Schemas) : Keyword(Name)
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = true;
        if (instance.ValueKind is not JsonValueKind.Object)
        {
            return isValid;
        }

        foreach ((string cause, SchemaNode schema) in Schemas)
        {
            isValid &= context.MissingOf(instance, [cause]).Count > 0 || context.Evaluate(schema, instance, evaluated);
            if (!isValid && !context.IsCollecting)
            {
                break;
            }
        }

        return isValid;
    }
}
