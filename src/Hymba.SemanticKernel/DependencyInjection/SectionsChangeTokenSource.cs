using Hymba.Validation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>Tells when one of the sections that options come from has changed.</summary>
internal sealed class SectionsChangeTokenSource(string name, IReadOnlyList<IConfiguration> sections) : IOptionsChangeTokenSource<OutputValidationOptions>
{
    /// <inheritdoc/>
    public string? Name => name;

    /// <inheritdoc/>
    public IChangeToken GetChangeToken() => new CompositeChangeToken([.. sections.Select(section => section.GetReloadToken())]);
}
