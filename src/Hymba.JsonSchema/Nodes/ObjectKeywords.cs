using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Hymba.JsonSchema.Evaluation;
using Hymba.JsonSchema.Patterns;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Nodes;

/// <summary><c>properties</c>, <c>patternProperties</c> and <c>additionalProperties</c>: which schema judges which property.</summary>
/// <param name="Properties">By name.</param>
/// <param name="Patterns">By pattern; a property may match several, and be named besides.</param>
/// <param name="Additional">For properties that are neither named nor matched; null lets them be.</param>
internal sealed record PropertiesKeyword(
    FrozenDictionary<string, SchemaNode> Properties,
    ImmutableArray<KeyValuePair<LinearPattern, SchemaNode>> Patterns,
    SchemaNode? Additional) : Keyword("properties")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = true;
        if (instance.ValueKind is not JsonValueKind.Object)
        {
            return isValid;
        }

        foreach (JsonProperty property in instance.EnumerateObject())
        {
            string name = JsonText.Name(property);
            context.Budget.Spend(1);
            isValid &= Judge(context, name, property.Value, evaluated);
            if (!isValid && !context.IsCollecting)
            {
                break;
            }
        }

        return isValid;
    }

    private bool Judge(EvaluationContext context, string name, JsonElement value, EvaluatedParts? evaluated)
    {
        bool isKnown = Properties.TryGetValue(name, out SchemaNode? named);
        bool isValid = !isKnown || context.EvaluateProperty(named!, value, name);
        foreach ((LinearPattern pattern, SchemaNode matched) in Patterns)
        {
            if (pattern.IsMatch(name, context.Budget))
            {
                isKnown = true;
                isValid &= context.EvaluateProperty(matched, value, name);
            }
        }

        if (!isKnown && Additional is not null)
        {
            isKnown = true;
            isValid &= context.EvaluateProperty(Additional, value, name);
        }

        if (isKnown)
        {
            evaluated?.AddProperty(name);
        }

        return isValid;
    }
}

/// <summary><c>propertyNames</c>.</summary>
/// <param name="Names">Judges each name as a string.</param>
internal sealed record PropertyNamesKeyword(SchemaNode Names) : Keyword("propertyNames")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = true;
        if (instance.ValueKind is not JsonValueKind.Object)
        {
            return isValid;
        }

        foreach (JsonProperty property in instance.EnumerateObject())
        {
            string name = JsonText.Name(property);
            isValid &= context.EvaluateProperty(Names, JsonSerializer.SerializeToElement(name, NameContext.Default.String), name);
            if (!isValid && !context.IsCollecting)
            {
                break;
            }
        }

        return isValid;
    }
}

/// <summary><c>unevaluatedProperties</c>.</summary>
/// <param name="Rest">Judges the properties that no other rule of this schema has judged.</param>
internal sealed record UnevaluatedPropertiesKeyword(SchemaNode Rest) : Keyword("unevaluatedProperties")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = true;
        if (instance.ValueKind is not JsonValueKind.Object)
        {
            return isValid;
        }

        foreach (JsonProperty property in instance.EnumerateObject())
        {
            string name = JsonText.Name(property);
            context.Budget.Spend(1);
            if (evaluated!.HasProperty(name))
            {
                continue;
            }

            isValid &= context.EvaluateProperty(Rest, property.Value, name);
            evaluated.AddProperty(name);
            if (!isValid && !context.IsCollecting)
            {
                break;
            }
        }

        return isValid;
    }
}
