using Hymba.Inference;
using Hymba.SemanticKernel.Resilience;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Hymba.SemanticKernel.Tests.Resilience;

public sealed class ResilientChatClientTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_queue_is_tried_again_after_the_time_it_names(bool streaming)
    {
        var fake = new FakeChatClient((Full(2), 0), (Full(500), 0));
        Task<string> reply = Ask(fake, new HymbaResilienceOptions(), streaming);
        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(1, fake.Requests);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await UntilAsync(() => fake.Requests == 2);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("ab", await reply);
        Assert.Equal(3, fake.Requests);
    }

    [Fact]
    public async Task After_the_last_try_the_full_queue_is_reported()
    {
        var fake = new FakeChatClient((Full(1), 0), (Full(1), 0));
        Task<string> reply = Ask(fake, new HymbaResilienceOptions { QueueFullRetries = 1 }, streaming: true);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<QueueFullException>(() => reply);
        Assert.Equal(2, fake.Requests);
    }

    [Fact]
    public async Task Nothing_is_tried_again_once_something_was_handed_on()
    {
        ResiliencePipeline stubborn = new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddRetry(new() { MaxRetryAttempts = 3, Delay = TimeSpan.Zero }).Build();
        var fake = new FakeChatClient((new EngineFaultException("broke", null), 1));
        using var client = new ResilientChatClient(fake, stubborn);
        List<string> parts = [];
        await Assert.ThrowsAsync<EngineFaultException>(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("Hi"))
            {
                parts.Add(update.Text);
            }
        });
        Assert.Equal(["a"], parts);
        Assert.Equal(1, fake.Requests);
    }

    [Fact]
    public async Task Repeated_faults_break_the_circuit_also_in_the_middle_of_streams()
    {
        var fake = new FakeChatClient([.. Enumerable.Repeat(((Exception?)new EngineFaultException("broke", null), 1), 2)]);
        ResiliencePipeline pipeline = Pipeline(new HymbaResilienceOptions { BreakerMinimumRequests = 2, BreakDuration = TimeSpan.FromSeconds(10) });
        using var client = new ResilientChatClient(fake, pipeline);
        await Assert.ThrowsAsync<EngineFaultException>(() => Read(client));
        await Assert.ThrowsAsync<EngineFaultException>(() => Read(client));
        await Assert.ThrowsAsync<BrokenCircuitException>(() => Read(client));
        Assert.Equal(2, fake.Requests);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("ab", await Read(client));
    }

    [Fact]
    public async Task The_time_limit_holds_for_the_whole_stream()
    {
        var fake = new FakeChatClient() { Forever = true };
        Task<string> reply = Ask(fake, new HymbaResilienceOptions { Timeout = TimeSpan.FromSeconds(5) }, streaming: true);
        _time.Advance(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => reply);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_applications_own_pipeline_is_used_whenever_it_was_registered(bool before)
    {
        var services = new ServiceCollection();
        int executions = 0;
        if (before)
        {
            Own();
        }

        services.AddHymbaEngine(TinyModel.ModelPath, DependencyInjection.RegistrationTests.Small);
        services.AddHymbaChatClient();
        if (!before)
        {
            Own();
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IChatClient>().GetResponseAsync("Hi", new() { MaxOutputTokens = 1 });
        Assert.Equal(1, executions);

        void Own() => services.AddResiliencePipeline(HymbaResilienceOptions.PipelineName(), builder => builder.AddRetry(new()
        {
            ShouldHandle = arguments =>
            {
                executions++;
                return ValueTask.FromResult(false);
            },
        }));
    }

    [Fact]
    public void What_the_pipeline_would_refuse_is_refused_first()
    {
        HymbaResilienceOptions wrong = new()
        {
            Timeout = TimeSpan.FromMilliseconds(9),
            MaxRetryDelay = TimeSpan.FromDays(2),
            BreakerWindow = TimeSpan.FromDays(2),
            BreakDuration = TimeSpan.FromDays(2),
        };
        Assert.Equal(4, wrong.Validate().Count);
        TimeSpan day = TimeSpan.FromDays(1);
        HymbaResilienceOptions most = new() { Timeout = day, MaxRetryDelay = day, BreakerWindow = day, BreakDuration = day };
        Assert.Empty(most.Validate());
        Assert.NotNull(Pipeline(most));
    }

    [Fact]
    public async Task A_slow_reader_who_cancels_gets_nothing_more()
    {
        using var client = new ResilientChatClient(new FakeChatClient(), ResiliencePipeline.Empty);
        using var source = new CancellationTokenSource();
        await using IAsyncEnumerator<ChatResponseUpdate> reader = client.GetStreamingResponseAsync("Hi", null, source.Token).GetAsyncEnumerator();
        Assert.True(await reader.MoveNextAsync());
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reader.MoveNextAsync());
    }

    [Fact]
    public void Names_of_pipelines() => Assert.Equal(("hymba", "hymba:x"), (HymbaResilienceOptions.PipelineName(), HymbaResilienceOptions.PipelineName("x")));

    private static QueueFullException Full(double seconds) => new(4, 4, TimeSpan.FromSeconds(seconds));

    private static async Task<string> Read(IChatClient client) => (await client.GetStreamingResponseAsync("Hi").ToChatResponseAsync()).Text;

    // The request goes on by itself once the clock has moved; nothing else tells when it got there.
    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    private ResiliencePipeline Pipeline(HymbaResilienceOptions options)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _time };
        DefaultPipeline.Configure(builder, options);
        return builder.Build();
    }

    private async Task<string> Ask(IChatClient fake, HymbaResilienceOptions options, bool streaming)
    {
        using var client = new ResilientChatClient(fake, Pipeline(options));
        return streaming ? await Read(client) : (await client.GetResponseAsync("Hi")).Text;
    }
}
