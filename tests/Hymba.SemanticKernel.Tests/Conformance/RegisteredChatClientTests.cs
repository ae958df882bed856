using Hymba.SemanticKernel.Tests.DependencyInjection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>The conformance cases on a registered client: lazily loaded, inside its resilience pipeline.</summary>
public sealed class RegisteredChatClientTests : ChatClientConformance
{
    private protected override Task<IChatClient> CreateAsync(Script? script)
    {
        ServiceProvider? provider = null;
        var services = new ServiceCollection();
        services.AddHymbaEngine(TinyModel.ModelPath, RegistrationTests.Small);
        services.AddHymbaChatClient(options => options.ConstraintFactory = script?.ClientOptions.ConstraintFactory)
            .Use((inner, _) => new OwningClient(inner, () => provider!.Dispose()));
        provider = services.BuildServiceProvider();
        return Task.FromResult(provider.GetRequiredService<IChatClient>());
    }

    /// <summary>Ends the services with the client.</summary>
    private sealed class OwningClient(IChatClient inner, Action dispose) : DelegatingChatClient(inner)
    {
        private bool _disposed;

        protected override void Dispose(bool disposing)
        {
            if (!_disposed)
            {
                _disposed = true;
                dispose();
            }

            base.Dispose(disposing);
        }
    }
}
