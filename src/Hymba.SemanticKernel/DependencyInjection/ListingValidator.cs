using Microsoft.Extensions.Options;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>Validates options by their own list of errors.</summary>
internal sealed class ListingValidator<TOptions>(Func<TOptions, IReadOnlyList<string>> errors) : IValidateOptions<TOptions>
    where TOptions : class
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TOptions options)
        => errors(options) is { Count: > 0 } found ? ValidateOptionsResult.Fail(found) : ValidateOptionsResult.Success;
}
