using System.Text.Json;
using Hymba.JsonSchema.Evaluation;

namespace Hymba.JsonSchema.Nodes;

/// <summary>One rule of a schema: readable data, and the judgement over a value. Keywords that only work together are one rule.</summary>
/// <param name="Name">The keyword that errors name.</param>
internal abstract record Keyword(string Name)
{
    /// <summary>Judges a value, and reports what is wrong with it.</summary>
    /// <param name="context">The running validation.</param>
    /// <param name="node">The schema that this rule belongs to.</param>
    /// <param name="instance">The value.</param>
    /// <param name="evaluated">Gets the properties and items that were judged by subschemas; null where nobody asks.</param>
    public abstract bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated);
}
