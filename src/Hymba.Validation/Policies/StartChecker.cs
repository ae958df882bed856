using Hymba.Validation.Pipeline;
using Microsoft.Extensions.Options;

namespace Hymba.Validation.Policies;

/// <summary>Finds everything that is wrong with the options of a container's pipelines, names of rules included.</summary>
internal sealed class StartChecker(PipelineParts parts) : IValidateOptions<OutputValidationOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OutputValidationOptions options)
        => new OptionsChecker([.. CompiledPipeline.Rules(options, parts)]).Validate(name, options);
}
