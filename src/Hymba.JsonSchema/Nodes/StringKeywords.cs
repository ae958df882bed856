using System.Text.Json;
using Hymba.JsonSchema.Evaluation;
using Hymba.JsonSchema.Formats;
using Hymba.JsonSchema.Patterns;
using Hymba.JsonSchema.Values;

namespace Hymba.JsonSchema.Nodes;

/// <summary><c>minLength</c> and <c>maxLength</c>, in code points.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsMaximum">Whether it bounds from above.</param>
internal sealed record LengthKeyword(string Name, long Limit, bool IsMaximum) : Keyword(Name)
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
    {
        if (instance.ValueKind is not JsonValueKind.String)
        {
            return true;
        }

        int length = JsonText.CountCodePoints(context.Text(instance));
        return (IsMaximum ? length <= Limit : length >= Limit)
            || context.Report(node, Name, $"The string has {length} characters; it must have {(IsMaximum ? "at most" : "at least")} {Limit}.");
    }
}

/// <summary><c>pattern</c>.</summary>
/// <param name="Pattern">The compiled expression.</param>
internal sealed record PatternKeyword(LinearPattern Pattern) : Keyword("pattern")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
        => instance.ValueKind is not JsonValueKind.String
            || Pattern.IsMatch(context.Text(instance), context.Budget)
            || context.Report(node, Name, $"The string does not match the pattern {Pattern.Source}");
}

/// <summary><c>format</c>.</summary>
/// <param name="Format">Its name.</param>
/// <param name="Check">The test, or null where the format is an annotation or unknown.</param>
internal sealed record FormatKeyword(string Format, FormatCheck? Check) : Keyword("format")
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
        => Check is null
            || instance.ValueKind is not JsonValueKind.String
            || Check(context.Text(instance))
            || context.Report(node, Name, $"The string is no {Format}.");
}
