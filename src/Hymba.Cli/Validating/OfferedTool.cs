using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Hymba.Cli.Validating;

/// <summary>A tool that a request offers. Calls of it are judged, never carried out. Immutable.</summary>
internal sealed class OfferedTool(string name, string description, JsonElement schema) : AIFunction
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override string Description => description;

    /// <inheritdoc/>
    public override JsonElement JsonSchema => schema;

    /// <inheritdoc/>
    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
        => throw new NotSupportedException($"'{name}' is known by its declaration alone.");
}
