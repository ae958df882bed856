using System.Collections.Immutable;
using System.Text.Json;
using Hymba.JsonSchema.Evaluation;

namespace Hymba.JsonSchema.Nodes;

/// <summary><c>prefixItems</c> and <c>items</c>; in older drafts <c>items</c> and <c>additionalItems</c>.</summary>
/// <param name="Prefix">Judge the first items, one each.</param>
/// <param name="Rest">Judges all others; null lets them be.</param>
internal sealed record ItemsKeyword(ImmutableArray<SchemaNode> Prefix, SchemaNode? Rest) : Keyword("items")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = true;
        if (instance.ValueKind is not JsonValueKind.Array)
        {
            return isValid;
        }

        foreach ((int index, JsonElement item) in instance.EnumerateArray().Index())
        {
            SchemaNode? judge = index < Prefix.Length ? Prefix[index] : Rest;
            if (judge is null)
            {
                break;
            }

            isValid &= context.EvaluateItem(judge, item, index);
            if (!isValid && !context.IsCollecting)
            {
                break;
            }
        }

        evaluated?.AddItemsBelow(Rest is null ? Prefix.Length : int.MaxValue);
        return isValid;
    }
}

/// <summary><c>contains</c> with <c>minContains</c> and <c>maxContains</c>.</summary>
/// <param name="Wanted">Judges whether an item counts.</param>
/// <param name="Least">The fewest that must.</param>
/// <param name="Most">The most that may, or null.</param>
/// <param name="Marks">Whether items that count are evaluated, as from draft 2020-12 on.</param>
internal sealed record ContainsKeyword(SchemaNode Wanted, long Least, long? Most, bool Marks) : Keyword("contains")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        if (instance.ValueKind is not JsonValueKind.Array)
        {
            return true;
        }

        long count = 0;
        foreach ((int index, JsonElement item) in instance.EnumerateArray().Index())
        {
            bool isOne = context.TestItem(Wanted, item, index);
            count += isOne ? 1 : 0;
            if (isOne && Marks)
            {
                evaluated?.AddItem(index);
            }
        }

        return count < Least
            ? context.Report(node, Least == 1 ? Name : "minContains", $"{count} items are as 'contains' wants them; at least {Least} must be.")
            : count <= (Most ?? long.MaxValue) || context.Report(node, "maxContains", $"{count} items are as 'contains' wants them; at most {Most} may be.");
    }
}

/// <summary><c>unevaluatedItems</c>.</summary>
/// <param name="Rest">Judges the items that no other rule of this schema has judged.</param>
internal sealed record UnevaluatedItemsKeyword(SchemaNode Rest) : Keyword("unevaluatedItems")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        bool isValid = true;
        if (instance.ValueKind is not JsonValueKind.Array)
        {
            return isValid;
        }

        foreach ((int index, JsonElement item) in instance.EnumerateArray().Index())
        {
            context.Budget.Spend(1);
            if (evaluated!.HasItem(index))
            {
                continue;
            }

            isValid &= context.EvaluateItem(Rest, item, index);
            if (!isValid && !context.IsCollecting)
            {
                break;
            }
        }

        evaluated!.AddItemsBelow(int.MaxValue);
        return isValid;
    }
}
