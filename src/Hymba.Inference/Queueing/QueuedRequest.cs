using System.Threading.Channels;
using Hymba.Inference.Generation;

namespace Hymba.Inference.Queueing;

/// <summary>
/// A request in the queue. The lane's thread drives it; the caller reads its updates and may cancel it at any time. Ends exactly once, with its last
/// update or with an exception.
/// </summary>
internal sealed class QueuedRequest
{
    private readonly Channel<GenerationUpdate> _updates =
        Channel.CreateUnbounded<GenerationUpdate>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Action<QueuedRequest> _ended;
    private int _phase;

    /// <summary>Enters a request.</summary>
    /// <param name="request">What to compute.</param>
    /// <param name="stateBytes">Bytes that its sequence state takes.</param>
    /// <param name="submitted">When the caller sent it.</param>
    /// <param name="maxQueueWait">From submission to the first pass, or null.</param>
    /// <param name="maxTotalTime">From submission to the last token, or null.</param>
    /// <param name="ended">Called once, when the request's place is free.</param>
    public QueuedRequest(
        GenerationRequest request, long stateBytes, long submitted, TimeSpan? maxQueueWait, TimeSpan? maxTotalTime, Action<QueuedRequest> ended)
    {
        Request = request;
        StateBytes = stateBytes;
        Submitted = submitted;
        LastTurn = submitted;
        MaxQueueWait = maxQueueWait;
        MaxTotalTime = maxTotalTime;
        _ended = ended;
    }

    public GenerationRequest Request { get; }

    public long StateBytes { get; }

    /// <summary>Timestamp of the caller's call.</summary>
    public long Submitted { get; }

    public TimeSpan? MaxQueueWait { get; }

    public TimeSpan? MaxTotalTime { get; }

    /// <summary>Timestamp of the first forward pass; null while it waits.</summary>
    public long? Started { get; set; }

    /// <summary>Timestamp of the end of its latest turn; of its submission before the first.</summary>
    public long LastTurn { get; set; }

    /// <summary>Its computation, while it has one. Touched by the lane's thread only.</summary>
    public IGenerationSession? Session { get; set; }

    /// <summary>Takes what the computation adds to the reply; set with <see cref="Session"/>.</summary>
    public Action<GenerationUpdate>? Receive { get; set; }

    /// <summary>
    /// Whether the caller gets the last update alone; set before the lane has the request. Each update wakes a thread, which takes a core from those that compute
    /// the next token.
    /// </summary>
    public bool HandsOutLastOnly { get; set; }

    /// <summary>Whether there has been any update, handed out or not: from then on the engine's failure ends the request instead of sending it back to the start.</summary>
    public bool Emitted { get; private set; }

    /// <summary>How often an engine's failure has sent it back to the start.</summary>
    public int Retries { get; set; }

    /// <summary>Whether it has ended.</summary>
    public bool Done => Volatile.Read(ref _phase) == Ended;

    /// <summary>The caller's side.</summary>
    public ChannelReader<GenerationUpdate> Updates => _updates.Reader;

    private const int Ended = 1;

    /// <summary>Hands out an update, unless only the last one is asked for; one after the end is dropped.</summary>
    public void Emit(GenerationUpdate update)
    {
        Emitted = true;
        if (!HandsOutLastOnly || update.Result is not null)
        {
            _updates.Writer.TryWrite(update);
        }
    }

    /// <summary>Ends the request; only the first call counts.</summary>
    /// <returns>Whether this call ended it.</returns>
    public bool End(Exception? error)
    {
        if (Interlocked.Exchange(ref _phase, Ended) == Ended)
        {
            return false;
        }

        _updates.Writer.TryComplete(error);
        _ended(this);
        return true;
    }
}
