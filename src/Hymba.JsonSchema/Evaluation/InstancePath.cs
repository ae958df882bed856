using System.Globalization;
using Hymba.JsonSchema.Documents;

namespace Hymba.JsonSchema.Evaluation;

/// <summary>Where in the instance a validation stands.</summary>
/// <param name="maxDepth">See <see cref="JsonSchemaOptions.MaxInstanceDepth"/>.</param>
internal sealed class InstancePath(int maxDepth)
{
    private readonly List<(string? Name, int Index)> _tokens = [];

    public int Depth => _tokens.Count;

    /// <summary>Steps into a property, or into an item where the name is null.</summary>
    public void Push(string? name, int index)
    {
        if (_tokens.Count >= maxDepth)
        {
            throw new JsonSchemaException(
                JsonSchemaProblem.InstanceTooDeep, $"The instance is nested more than {maxDepth} deep, the deepest that it may be.", ToString(), maxDepth);
        }

        _tokens.Add((name, index));
    }

    public void Pop() => _tokens.RemoveAt(_tokens.Count - 1);

    /// <summary>The place as a JSON pointer.</summary>
    public override string ToString()
        => _tokens.Aggregate(string.Empty, (pointer, token) => JsonPointer.Append(pointer, token.Name ?? token.Index.ToString(CultureInfo.InvariantCulture)));
}
