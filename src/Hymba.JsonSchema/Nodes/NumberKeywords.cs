using System.Text.Json;
using Hymba.JsonSchema.Evaluation;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Nodes;

/// <summary><c>minimum</c>, <c>maximum</c> and their exclusive forms.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Limit">The limit.</param>
/// <param name="LimitText">The limit as the schema writes it.</param>
/// <param name="IsMaximum">Whether it bounds from above.</param>
/// <param name="IsExclusive">Whether the limit itself is out.</param>
internal sealed record NumberLimitKeyword(string Name, JsonNumber Limit, string LimitText, bool IsMaximum, bool IsExclusive) : Keyword(Name)
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        if (instance.ValueKind is not JsonValueKind.Number)
        {
            return true;
        }

        int order = context.Number(instance).CompareTo(Limit) * (IsMaximum ? 1 : -1);
        return order < 0 || (order == 0 && !IsExclusive)
            || context.Report(node, Name, $"The number must be {(IsExclusive ? IsMaximum ? "below" : "above" : IsMaximum ? "at most" : "at least")} {LimitText}.");
    }
}

/// <summary><c>multipleOf</c>.</summary>
/// <param name="Divisor">Above 0.</param>
/// <param name="DivisorText">The divisor as the schema writes it.</param>
internal sealed record MultipleOfKeyword(JsonNumber Divisor, string DivisorText) : Keyword("multipleOf")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        if (instance.ValueKind is not JsonValueKind.Number)
        {
            return true;
        }

        JsonNumber number = context.Number(instance);

        // Long division is quadratic in the digits.
        context.Budget.Spend(number.Digits.Length * (long)(1 + Divisor.Digits.Length) / StepBudget.BytesPerStep);
        return number.IsMultipleOf(Divisor) || context.Report(node, Name, $"The number must be a multiple of {DivisorText}.");
    }
}
