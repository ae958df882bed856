using Hymba.Inference;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hymba.SemanticKernel.Tests.DependencyInjection;

/// <summary>The embedded model: by its name, and where no model is named.</summary>
public sealed class DefaultModelTests : IDisposable
{
    private const string NoModel = "No model is configured; using the embedded model Hymba Nano.";

    private readonly LogRecorder _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Without_any_path_Nano_answers_and_the_log_says_so_once()
    {
        await using ServiceProvider provider = Build([], services => services.AddHymbaEngine(RegistrationTests.Small));
        ChatResponse response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("Hi", new() { MaxOutputTokens = 2 });
        _ = provider.GetRequiredService<IOptions<HymbaEngineOptions>>().Value;

        Assert.Equal("nano", response.ModelId);
        Assert.Equal(HymbaModels.Nano, provider.GetRequiredService<HymbaEngine>().Options.ModelPath);
        Assert.Equal("nano", provider.GetRequiredService<HymbaEngine>().AsIChatClient().GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Equal(LogLevel.Information, Assert.Single(_log.Entries, entry => entry.Text == NoModel).Level);
    }

    [Theory]
    [InlineData("nano")]
    [InlineData("Nano")]
    public async Task By_its_name_Nano_answers_and_nobody_is_told_that_it_is_the_default(string name)
    {
        await using ServiceProvider code = Build([], services => services.AddHymbaEngine(name, RegistrationTests.Small));
        await using ServiceProvider configuration = Build(
            new() { ["Hymba:ModelPath"] = name }, services => services.AddHymbaEngine(RegistrationTests.Small));
        foreach (ServiceProvider provider in (ServiceProvider[])[code, configuration])
        {
            ChatResponse response = await provider.GetRequiredService<IChatClient>().GetResponseAsync("Hi", new() { MaxOutputTokens = 1 });
            Assert.Equal("nano", response.ModelId);
            Assert.Equal(HymbaModels.Nano, provider.GetRequiredService<HymbaEngine>().Options.ModelPath);
        }

        Assert.DoesNotContain(_log.Entries, entry => entry.Text.StartsWith("No model", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_path_of_nothing_leaves_the_configured_one(string? nothing)
    {
        using ServiceProvider configured = Build(new() { ["Hymba:ModelPath"] = "here" }, services => services.AddHymbaEngine(nothing));
        using ServiceProvider neither = Build([], services => services.AddHymbaEngine(nothing));
        Assert.Equal("here", Path(configured));
        Assert.Equal("nano", Path(neither));
    }

    [Fact]
    public void Engines_with_a_key_have_the_default_too_and_the_log_names_them()
    {
        using ServiceProvider provider = Build(
            new() { ["Hymba:ModelPath"] = "here" }, services => services.AddHymbaEngine().AddHymbaEngine(serviceId: "draft"));
        Assert.Equal(("here", "nano"), (Path(provider), Path(provider, "draft")));
        Assert.Contains("'draft'", Assert.Single(_log.Entries).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_logger_the_default_holds_as_well()
    {
        using ServiceProvider provider = new ServiceCollection().AddHymbaEngine().BuildServiceProvider();
        Assert.Equal("nano", Path(provider));
    }

    private static string Path(ServiceProvider provider, string? name = null)
        => provider.GetRequiredService<IOptionsMonitor<HymbaEngineOptions>>().Get(name).ModelPath;

    private ServiceProvider Build(Dictionary<string, string?> configuration, Action<IServiceCollection> register)
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(_log);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        register(services);
        services.AddHymbaChatClient();
        return services.BuildServiceProvider();
    }
}
