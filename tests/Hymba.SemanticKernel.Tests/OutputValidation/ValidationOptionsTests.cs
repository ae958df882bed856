using Hymba.SemanticKernel.Tests.DependencyInjection;
using Hymba.Validation;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hymba.SemanticKernel.Tests.OutputValidation;

public sealed class ValidationOptionsTests
{
    [Fact]
    public void Named_clients_have_what_is_configured_for_all_and_their_own_on_top()
    {
        using IHost host = Build(new()
        {
            ["Hymba:Validation:Preset"] = "Rag",
            ["Hymba:Validation:MaxRetries"] = "3",
            ["Hymba:draft:Validation:Preset"] = "Strict",
            ["Hymba:Validation:Policies:0:Category"] = "pii",
            ["Hymba:Validation:Policies:0:Action"] = "Redact",
        });
        Assert.Equal((ValidationPreset.Rag, 3), Shown(host, null));
        Assert.Equal((ValidationPreset.Strict, 3), Shown(host, "draft"));
        Assert.Single(Get(host, null).Policies);
        Assert.Single(Get(host, "draft").Policies);
        Assert.Same(HymbaDocument.Slot, Get(host, "draft").Documents);
        Assert.Same(
            host.Services.GetRequiredKeyedService<ValidationPipeline>("draft"),
            host.Services.GetRequiredKeyedService<IChatClient>("draft").GetService<ValidationPipeline>());
        Assert.NotSame(host.Services.GetRequiredService<ValidationPipeline>(), host.Services.GetRequiredKeyedService<ValidationPipeline>("draft"));
    }

    [Fact]
    public async Task Wrong_options_of_all_clients_fail_the_start_together()
    {
        using IHost host = Build(new()
        {
            ["Hymba:Hosting:WarmUp"] = "false",
            ["Hymba:Chat:TopP"] = "7",
            ["Hymba:Validation:MaxRetries"] = "99",
            ["Hymba:draft:Validation:Policies:0:Rule"] = "secrets.no-such-rule",
            ["Hymba:draft:Validation:MaxOpenLength"] = "1",
        });
        var failure = await Assert.ThrowsAnyAsync<AggregateException>(() => host.StartAsync());
        string[] lines = [.. failure.InnerExceptions.Cast<OptionsValidationException>().SelectMany(one => one.Failures)];
        foreach (string part in (string[])["TopP", "MaxRetries is 99", "secrets.no-such-rule", "MaxOpenLength is 1"])
        {
            Assert.Contains(lines, line => line.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Changed_configuration_is_followed()
    {
        using IHost host = Build(new() { ["Hymba:Validation:BlockedMessage"] = "No." });
        Assert.Equal("No.", Get(host, "draft").BlockedMessage);
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        configuration["Hymba:draft:Validation:BlockedMessage"] = "Never.";
        configuration.Reload();
        Assert.Equal("Never.", Get(host, "draft").BlockedMessage);
        Assert.Equal("No.", Get(host, null).BlockedMessage);
    }

    private static (ValidationPreset Preset, int Retries) Shown(IHost host, string? name) => (Get(host, name).Preset, Get(host, name).MaxRetries);

    private static OutputValidationOptions Get(IHost host, string? name)
        => host.Services.GetRequiredService<IOptionsMonitor<OutputValidationOptions>>().Get(name);

    private static IHost Build(Dictionary<string, string?> configuration)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.Services.AddHymbaEngine(TinyModel.ModelPath, RegistrationTests.Small);
        builder.Services.AddHymbaChatClient();
        builder.Services.AddHymbaChatClient(serviceId: "draft");
        return builder.Build();
    }
}
