using System.Diagnostics;
using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hymba.SemanticKernel.Tests.Snippets;

/// <summary>The code of docs/options.md.</summary>
internal sealed class OptionsSnippets(string modelPath, TextWriter console)
{
    private TextWriter Console { get; } = console;

    public async Task ConfigurationAsync()
    {
        string[] args = [$"--Hymba:ModelPath={modelPath}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None"];
        #region options-configuration
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddHymbaEngine();
        builder.Services.AddHymbaChatClient();
        builder.Services.AddHealthChecks().AddHymba();
        using IHost host = builder.Build();
        await host.StartAsync();
        #endregion
        Console.WriteLine(host.Services.GetRequiredService<HymbaEngine>().Options.ModelPath);
        await host.StopAsync();
    }

    public async Task CodeAsync()
    {
        var services = new ServiceCollection();
        #region options-code
        services.AddHymbaEngine(modelPath, options => options with
        {
            PrefixCacheBytes = 1L << 30,
            Queue = options.Queue with { Capacity = 16, WhenFull = QueueFullMode.Wait, MaxQueueWait = TimeSpan.FromMinutes(1) },
        });
        services.AddHymbaChatClient(options => options.FairShareKey = _ => Activity.Current?.GetBaggageItem("tenant"))
            .UseFunctionInvocation()
            .UseOpenTelemetry();
        services.Configure<HymbaHostingOptions>(options => options.WaitForWarmUp = false);
        services.Configure<HymbaResilienceOptions>(options => options.Timeout = TimeSpan.FromMinutes(5));
        #endregion
        await using ServiceProvider provider = services.BuildServiceProvider();
        await RequestAsync(provider.GetRequiredService<IChatClient>());
    }

    private async Task RequestAsync(IChatClient client)
    {
        #region options-request
        ChatOptions options = new ChatOptions { MaxOutputTokens = 64, Temperature = 0.7f, Seed = 1 }
            .WithDocuments(new HymbaDocument("Lyon has 520,000 inhabitants.") { Title = "Lyon" })
            .WithPriority(RequestPriority.Interactive);
        (options.AdditionalProperties ??= [])[HymbaRequestProperties.MinP] = 0.05f;
        ChatResponse response = await client.GetResponseAsync("How many people live in Lyon?", options);
        object? seed = response.AdditionalProperties?[HymbaResponseProperties.Seed];
        #endregion
        Console.WriteLine(seed);
    }
}
