using System.Text.Json;
using Hymba.JsonSchema.Documents;
using Hymba.JsonSchema.Evaluation;

namespace Hymba.JsonSchema.Nodes;

/// <summary><c>$ref</c>, and <c>$dynamicRef</c> where it leads to no dynamic anchor.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Target">What must hold.</param>
internal sealed record ReferenceKeyword(string Name, SchemaNode Target) : Keyword(Name)
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
        => context.Evaluate(Target, instance, evaluated);
}

/// <summary><c>$dynamicRef</c> and <c>$recursiveRef</c>: the anchor of the outermost resource that was entered and has it.</summary>
/// <param name="Name">The keyword.</param>
/// <param name="Target">What must hold where no resource further out has the anchor.</param>
/// <param name="Anchor">The anchor; see <see cref="SchemaResource.RecursiveAnchor"/>.</param>
/// <param name="Anchors">The anchor's schemas by resource.</param>
internal sealed record DynamicReferenceKeyword(
    string Name, SchemaNode Target, string Anchor, IReadOnlyDictionary<SchemaResource, SchemaNode> Anchors) : Keyword(Name)
{
    /// <inheritdoc/>
    public override bool Evaluate(EvaluationContext context, SchemaNode node, JsonElement instance, EvaluatedParts? evaluated)
        => context.Evaluate(context.Outermost(Anchors) ?? Target, instance, evaluated);
}
