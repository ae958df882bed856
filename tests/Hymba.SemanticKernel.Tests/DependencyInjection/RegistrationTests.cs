using Hymba.Inference;
using Hymba.SemanticKernel.Resilience;
using Hymba.Validation;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.TextGeneration;

namespace Hymba.SemanticKernel.Tests.DependencyInjection;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Two_lines_give_a_chat_client()
    {
        var services = new ServiceCollection();
        services.AddHymbaEngine(TinyModel.ModelPath, Small);
        services.AddHymbaChatClient();
        await using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient client = provider.GetRequiredService<IChatClient>();
        Assert.Null(client.GetService<HymbaEngine>());
        ChatResponse response = await client.GetResponseAsync("Hi", new() { MaxOutputTokens = 2 });
        Assert.Equal(TinyModel.Name, response.ModelId);
        Assert.Same(provider.GetRequiredService<HymbaEngine>(), client.GetService<HymbaEngine>());
    }

    [Fact]
    public async Task Keyed_services_stay_apart_and_may_share_the_engine_without_a_key()
    {
        var services = new ServiceCollection();
        services.AddHymbaEngine(TinyModel.ModelPath, Small);
        services.AddHymbaChatClient(options => options.ModelId = "main");
        services.AddHymbaChatClient(options => options.ModelId = "draft", "draft").UseFunctionInvocation();
        services.AddHymbaChatCompletion(serviceId: "draft");
        services.AddHymbaTextGeneration(serviceId: "draft");
        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal("main", provider.GetRequiredService<IChatClient>().GetService<ChatClientMetadata>()!.DefaultModelId);
        IChatClient draft = provider.GetRequiredKeyedService<IChatClient>("draft");
        Assert.Equal("draft", draft.GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.NotNull(draft.GetService<FunctionInvokingChatClient>());
        Assert.Null(provider.GetService<IChatCompletionService>());
        Assert.Equal("draft", provider.GetRequiredKeyedService<ITextGenerationService>("draft").Attributes["ModelId"]);
        Assert.NotNull(provider.GetRequiredKeyedService<IChatCompletionService>("draft"));
        await draft.GetResponseAsync("Hi", new() { MaxOutputTokens = 1 });
        Assert.Same(provider.GetRequiredService<HymbaEngine>(), draft.GetService<HymbaEngine>());
    }

    [Fact]
    public void Options_are_bound_from_the_sections_of_their_service()
    {
        using IHost host = Build(
            new()
            {
                ["Hymba:ModelPath"] = "main",
                ["Hymba:DataType"] = "Float32",
                ["Hymba:PrefixCacheBytes"] = "5",
                ["Hymba:Queue:Capacity"] = "3",
                ["Hymba:Chat:MaxOutputTokens"] = "7",
                ["Hymba:Chat:Temperature"] = "0.5",
                ["Hymba:Hosting:WarmUp"] = "false",
                ["Hymba:Resilience:QueueFullRetries"] = "9",
                ["Hymba:Hosting:DrainTimeout"] = "00:00:03",
                ["Hymba:draft:ModelPath"] = "draft",
                ["Hymba:draft:Chat:TopK"] = "4",
            },
            services =>
            {
                services.AddHymbaEngine(options => options with { Device = "cuda" });
                services.AddHymbaChatClient(options => options.TopK = 2);
                services.AddHymbaEngine(serviceId: "draft");
                services.AddHymbaChatClient(serviceId: "draft");
            });
        HymbaEngineOptions engine = Get<HymbaEngineOptions>(host);
        Assert.Equal(("main", HymbaDataType.Float32, 5L, 3, "cuda"), (engine.ModelPath, engine.DataType, engine.PrefixCacheBytes, engine.Queue.Capacity, engine.Device));
        HymbaChatClientOptions chat = Get<HymbaChatClientOptions>(host);
        Assert.Equal((7, 0.5f, 2), (chat.MaxOutputTokens!.Value, chat.Temperature!.Value, chat.TopK!.Value));
        Assert.Equal(TimeSpan.FromSeconds(3), Get<HymbaHostingOptions>(host).DrainTimeout);
        Assert.Equal(9, Get<HymbaResilienceOptions>(host).QueueFullRetries);
        Assert.Equal(("draft", "cpu", 64), (Get<HymbaEngineOptions>(host, "draft").ModelPath, Get<HymbaEngineOptions>(host, "draft").Device, Get<HymbaEngineOptions>(host, "draft").Queue.Capacity));
        Assert.Equal((4, null), (Get<HymbaChatClientOptions>(host, "draft").TopK, Get<HymbaChatClientOptions>(host, "draft").MaxOutputTokens));
    }

    [Fact]
    public void A_section_can_be_passed()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Models:Small:ModelPath"] = "here", ["Models:Small:Chat:TopK"] = "3" }).Build();
        var services = new ServiceCollection();
        services.AddHymbaEngine(configuration.GetSection("Models:Small"));
        services.AddHymbaChatClient();
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Equal("here", provider.GetRequiredService<IOptionsMonitor<HymbaEngineOptions>>().CurrentValue.ModelPath);
        Assert.Equal(3, provider.GetRequiredService<IOptionsMonitor<HymbaChatClientOptions>>().CurrentValue.TopK);
    }

    [Fact]
    public async Task All_wrong_options_are_reported_together_when_the_host_starts()
    {
        using IHost host = Build(
            new()
            {
                ["Hymba:ModelPath"] = " ",
                ["Hymba:Device"] = "gpu",
                ["Hymba:Threads"] = "0",
                ["Hymba:Queue:Capacity"] = "0",
                ["Hymba:Chat:TopP"] = "7",
                ["Hymba:Hosting:DrainTimeout"] = "-00:00:01",
                ["Hymba:Resilience:BreakerFailureRatio"] = "2",
                ["Hymba:Resilience:QueueFullRetries"] = "-1",
            },
            services =>
            {
                services.AddHymbaEngine();
                services.AddHymbaChatClient();
            });
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync());
        OptionsValidationException[] all = failure is AggregateException several
            ? [.. several.InnerExceptions.Cast<OptionsValidationException>()] : [Assert.IsType<OptionsValidationException>(failure)];
        Assert.Equal(8, all.SelectMany(one => one.Failures).Count());
        foreach (string name in (string[])["ModelPath", "Device", "Threads", "Capacity", "TopP", "DrainTimeout", "BreakerFailureRatio", "QueueFullRetries"])
        {
            Assert.Single(all.SelectMany(one => one.Failures), line => line.Contains(name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Without_an_engine_the_message_says_what_to_call()
    {
        var services = new ServiceCollection();
        services.AddHymbaEngine("x", serviceId: "other");
        services.AddHymbaChatClient();
        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Contains("AddHymbaEngine", Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IChatClient>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_generation_takes_the_composed_hymba_client_whatever_else_is_registered()
    {
        var services = new ServiceCollection();
        int calls = 0;
        services.AddHymbaEngine(TinyModel.ModelPath, Small);
        services.AddHymbaChatClient().Use((messages, options, next, token) =>
        {
            calls++;
            return next(messages, options, token);
        });
        services.AddHymbaTextGeneration();
        services.AddSingleton<IChatClient>(new Resilience.FakeChatClient());
        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<ITextGenerationService>().GetTextContentAsync("Once", new HymbaPromptExecutionSettings { MaxTokens = 1 });
        Assert.Equal(1, calls);
        Assert.NotNull(provider.GetRequiredService<ITextGenerationService>());
    }

    [Fact]
    public void Kernel_builders_take_the_same_registrations()
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.AddHymbaEngine(TinyModel.ModelPath, Small).AddHymbaChatCompletion().AddHymbaTextGeneration(serviceId: "text");
        builder.AddHymbaChatClient(serviceId: "client");
        Kernel kernel = builder.Build();
        Assert.NotNull(kernel.GetRequiredService<IChatCompletionService>());
        Assert.NotNull(kernel.GetRequiredService<ITextGenerationService>("text"));
        Assert.NotNull(kernel.GetRequiredService<IChatClient>("client").GetService<FunctionInvokingChatClient>());
        Assert.NotNull(kernel.GetRequiredService<IChatClient>("client").GetService<ResilientChatClient>());
        Assert.NotNull(kernel.GetRequiredService<IChatClient>("client").GetService<OutputValidationChatClient>());
        Assert.Equal(TinyModel.Name, kernel.GetRequiredService<IChatCompletionService>().Attributes["ModelId"]);
    }

    [Fact]
    public void Null_arguments_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddHymbaEngine());
        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddHymbaChatClient());
        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddHymbaChatCompletion());
        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddHymbaTextGeneration());
        Assert.Throws<ArgumentNullException>(() => ((IKernelBuilder)null!).AddHymbaChatCompletion());
        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddHymbaEngine("x"));
        Assert.Throws<ArgumentNullException>(() => ((HymbaEngine)null!).AsIChatClient());
        Assert.Throws<ArgumentNullException>(() => new HymbaTextGenerationService(null!));
    }

    internal static HymbaEngineOptions Small(HymbaEngineOptions options) => options with { DataType = HymbaDataType.Float32, Threads = 1 };

    private static TOptions Get<TOptions>(IHost host, string? name = null)
        => host.Services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(name);

    private static IHost Build(Dictionary<string, string?> configuration, Action<IServiceCollection> register)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration);
        register(builder.Services);
        return builder.Build();
    }
}
