using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Hymba.SemanticKernel.Tests.Conformance;

/// <summary>The conformance cases on the text service over a pipeline that invokes functions, traces and logs.</summary>
public sealed class PipelineTextGenerationTests : TextGenerationConformance
{
    private readonly string _source = Guid.NewGuid().ToString();

    private readonly LogRecorder _logs = new();

    [Fact]
    public async Task Requests_AreTracedAndLogged()
    {
        List<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == _source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await GetTextContents_UsageDataAvailable();
        Activity span = Assert.Single(spans, span => span.DisplayName == $"chat {TinyModel.Name}");
        Assert.Equal("3", Convert.ToString(span.GetTagItem("gen_ai.usage.output_tokens"), CultureInfo.InvariantCulture));
        Assert.Contains(_logs.Entries, entry => entry.Text.StartsWith("GetResponseAsync completed", StringComparison.Ordinal));
    }

    private protected override void Register(IServiceCollection services, Action<HymbaChatClientOptions> configure)
    {
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
        services.AddHymbaChatClient(configure).UseFunctionInvocation().UseOpenTelemetry(sourceName: _source).UseLogging();
        services.AddHymbaTextGeneration();
    }
}
