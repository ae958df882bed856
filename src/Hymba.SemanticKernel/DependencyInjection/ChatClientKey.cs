using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.SemanticKernel.DependencyInjection;

/// <summary>
/// The key of a composed Hymba client. Services that build on it find it under this key even where the application registers another
/// client, of whatever kind, under the same service id.
/// </summary>
/// <param name="ServiceId">The service id; null for the client without one.</param>
internal sealed record ChatClientKey(string? ServiceId)
{
    /// <summary>Whether such a client is registered.</summary>
    public bool IsIn(IServiceCollection services)
        => services.Any(service => service.IsKeyedService && Equals(service.ServiceKey) && service.ServiceType == typeof(IChatClient));

    /// <summary>The composed client.</summary>
    public IChatClient Resolve(IServiceProvider services) => services.GetRequiredKeyedService<IChatClient>(this);
}
