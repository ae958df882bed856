using Hymba.SemanticKernel.Tests.DependencyInjection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hymba.SemanticKernel.Tests.Resilience;

public sealed class PrivacyTests
{
    /// <summary>Everything that a registered client brings along logs through the application's logger, the resilience pipeline included.</summary>
    [Fact]
    public async Task Prompts_and_replies_appear_at_trace_level_only()
    {
        var log = new LogRecorder();
        var script = new Script("The secret is mauve.");
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddHymbaEngine(TinyModel.ModelPath, RegistrationTests.Small);
        services.AddHymbaChatClient(options => options.ConstraintFactory = script.ClientOptions.ConstraintFactory);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient client = provider.GetRequiredService<IChatClient>();

        ChatResponse response = await client.GetResponseAsync("Guess turquoise.", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("mauve", response.Text, StringComparison.Ordinal);
        await foreach (ChatResponseUpdate _ in client.GetStreamingResponseAsync("Guess turquoise.", cancellationToken: TestContext.Current.CancellationToken))
        {
        }

        Assert.Contains(log.Entries, entry => entry.Level == LogLevel.Trace && entry.Text.Contains("mauve", StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Text.Contains("Execution attempt", StringComparison.Ordinal));
        Assert.DoesNotContain(
            log.Entries,
            entry => entry.Level > LogLevel.Trace
                && (entry.Text.Contains("mauve", StringComparison.Ordinal) || entry.Text.Contains("turquoise", StringComparison.Ordinal)));
    }
}
