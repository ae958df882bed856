using Hymba.Inference.Generation;
using Hymba.Inference.Queueing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hymba.Inference.Tests.Queueing;

/// <summary>A lane and its queue over fake replicas.</summary>
internal sealed class LaneFixture : IDisposable
{
    private readonly EngineMetrics _metrics = new(() => 0);

    public LaneFixture(HymbaQueueOptions options, Action<GenerationRequest, int>? beforeStep = null, Action<int>? beforeLoad = null, TimeProvider? time = null)
    {
        Queue = new RequestQueue(options, _metrics, time ?? TimeProvider.System);
        Lane = new EngineLane<FakeReplica>(
            () =>
            {
                beforeLoad?.Invoke(Replicas.Count);
                Replicas.Add(new FakeReplica { BeforeStep = beforeStep });
                return Replicas[^1];
            },
            options,
            _metrics,
            time ?? TimeProvider.System,
            NullLogger.Instance);
    }

    public List<FakeReplica> Replicas { get; } = [];

    public RequestQueue Queue { get; }

    public EngineLane<FakeReplica> Lane { get; }

    public async Task<QueuedRequest> SubmitAsync(int tokens, Func<GenerationRequest, GenerationRequest>? change = null)
    {
        var request = new GenerationRequest { PromptTokens = [1], MaxNewTokens = tokens };
        QueuedRequest queued = await Queue.EnterAsync(change?.Invoke(request) ?? request, 1, CancellationToken.None);
        Lane.Submit(queued);
        return queued;
    }

    public static async Task<string> TextAsync(QueuedRequest queued)
    {
        string text = "";
        await foreach (GenerationUpdate update in queued.Updates.ReadAllAsync())
        {
            text += update.Text;
        }

        return text;
    }

    public void Dispose()
    {
        Lane.Dispose();
        Queue.Dispose();
        _metrics.Dispose();
    }
}
