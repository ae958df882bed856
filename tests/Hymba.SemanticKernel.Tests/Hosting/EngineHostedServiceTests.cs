using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;
using Hymba.SemanticKernel.Hosting;
using Hymba.SemanticKernel.Tests.DependencyInjection;
using Hymba.Validation;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hymba.SemanticKernel.Tests.Hosting;

public sealed class EngineHostedServiceTests : IDisposable
{
    private readonly LogRecorder _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Starting_loads_the_model_and_the_health_check_turns_good()
    {
        using IHost host = Build(TinyModel.ModelPath);
        Assert.Equal(HealthStatus.Unhealthy, (await Check(host)).Status);
        await host.StartAsync();
        Assert.NotNull(host.Services.GetRequiredService<IChatClient>().GetService<HymbaEngine>());
        Assert.Equal(HealthStatus.Healthy, (await Check(host)).Status);
        Assert.Contains(_log.Entries, entry => entry.Text == $"Loading {TinyModel.Name}.");
        Assert.Contains(_log.Entries, entry => entry.Text.StartsWith($"{TinyModel.Name} is ready", StringComparison.Ordinal));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_fails_the_start()
    {
        using IHost host = Build(Path.GetTempPath());
        await Assert.ThrowsAsync<ModelLoadException>(() => host.StartAsync());
        HealthReportEntry entry = await Check(host);
        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.IsType<ModelLoadException>(entry.Exception);
    }

    [Fact]
    public async Task A_start_that_does_not_wait_tells_of_a_failed_load_in_the_log()
    {
        using IHost host = Build(Path.GetTempPath(), options => options.WaitForWarmUp = false);
        await host.StartAsync();
        await Assert.ThrowsAsync<ModelLoadException>(() => host.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hi"));
        await host.StopAsync();
        Assert.Contains(_log.Entries, entry => entry.Level == LogLevel.Error && entry.Text.Contains("could not be loaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_warm_up_the_first_request_loads()
    {
        using IHost host = Build(TinyModel.ModelPath, options => options.WarmUp = false);
        await host.StartAsync();
        IChatClient client = host.Services.GetRequiredService<IChatClient>();
        Assert.Null(client.GetService<HymbaEngine>());
        await client.GetResponseAsync("Hi", new() { MaxOutputTokens = 1 });
        Assert.NotNull(client.GetService<HymbaEngine>());
    }

    [Fact]
    public async Task Stopping_waits_for_the_request_under_way_and_takes_no_more()
    {
        using IHost host = Build(TinyModel.ModelPath);
        await host.StartAsync();
        IChatClient client = host.Services.GetRequiredService<IChatClient>();
        ChatOptions options = new() { MaxOutputTokens = 40, AdditionalProperties = new() { [HymbaRequestProperties.IgnoreEndTokens] = true } };
        await using IAsyncEnumerator<ChatResponseUpdate> reply = client.GetStreamingResponseAsync("Hi", options).GetAsyncEnumerator();
        Assert.True(await reply.MoveNextAsync());
        Task stop = host.StopAsync();
        ChatResponseUpdate last = reply.Current;
        while (await reply.MoveNextAsync())
        {
            last = reply.Current;
        }

        await stop;
        Assert.Equal(ChatFinishReason.Length, last.FinishReason);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetResponseAsync("Hi"));
    }

    [Fact]
    public async Task What_runs_past_the_drain_time_is_cancelled_with_the_host()
    {
        using var stopped = new ManualResetEventSlim();
        IHost host = Build(
            TinyModel.ModelPath, options => options.DrainTimeout = TimeSpan.Zero, (generated, _) => { if (generated.Length > 2) { stopped.Wait(); } });
        await host.StartAsync();
        IChatClient client = host.Services.GetRequiredService<IChatClient>();
        await using IAsyncEnumerator<ChatResponseUpdate> reply = client.GetStreamingResponseAsync(
            "Hi", new() { AdditionalProperties = new() { [HymbaRequestProperties.IgnoreEndTokens] = true } }).GetAsyncEnumerator();
        Assert.True(await reply.MoveNextAsync());
        await host.StopAsync();
        stopped.Set();
        await ((IAsyncDisposable)host).DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (await reply.MoveNextAsync())
            {
            }
        });
    }

    [Theory]
    [InlineData(true, null, 0, HealthStatus.Healthy)]
    [InlineData(true, null, 4, HealthStatus.Degraded)]
    [InlineData(true, "broke", 0, HealthStatus.Unhealthy)]
    [InlineData(false, null, 0, HealthStatus.Unhealthy)]
    public void The_engines_state_decides(bool alive, string? fault, int requests, HealthStatus expected)
        => Assert.Equal(
            expected,
            HymbaHealthCheck.FromStatus("tiny", new EngineStatus(alive, fault, 0, requests, 0, 4), HealthStatus.Unhealthy, []).Status);

    private static async Task<HealthReportEntry> Check(IHost host)
        => Assert.Single((await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries, entry => entry.Key == "hymba").Value;

    private IHost Build(string modelPath, Action<HymbaHostingOptions>? configure = null, LogitsConstraint? constraint = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(_log);
        builder.Services.AddHymbaEngine(modelPath, RegistrationTests.Small);
        builder.Services.AddHymbaChatClient(options => options.ConstraintFactory = _ => constraint);
        builder.Services.AddHealthChecks().AddHymba();

        // Text that is still to be judged is held back, and these tests wait for the first.
        builder.Services.Configure<OutputValidationOptions>(options => options.Preset = ValidationPreset.None);
        builder.Services.Configure<HymbaHostingOptions>(options => configure?.Invoke(options));
        return builder.Build();
    }
}
