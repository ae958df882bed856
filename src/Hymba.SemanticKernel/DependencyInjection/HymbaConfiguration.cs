using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>Where the options of one service id are configured.</summary>
/// <param name="Section">The section.</param>
internal sealed record HymbaConfiguration(IConfiguration Section)
{
    public const string SectionName = "Hymba";

    /// <summary>The section that was passed, or that of the application's configuration; null where there is neither.</summary>
    public static IConfiguration? Find(IServiceProvider services, string? serviceId)
        => services.GetKeyedService<HymbaConfiguration>(serviceId)?.Section
        ?? services.GetService<IConfiguration>()?.GetSection(serviceId is null ? SectionName : $"{SectionName}:{serviceId}");
}
