namespace Hymba.Inference.Queueing;

/// <summary>
/// Decides whose turn it is. Rank first: the request's priority, raised by one for every ageing interval it has waited for a turn, so that none starves.
/// Within a rank the caller (fair-share key) that has had the least engine time, within a caller the request whose last turn is longest ago.
/// Pure logic on the lane's thread; time comes in as timestamps.
/// </summary>
internal sealed class LaneScheduler(HymbaQueueOptions options, TimeProvider time)
{
    private readonly List<QueuedRequest> _requests = [];
    private readonly Dictionary<string, double> _served = [];

    /// <summary>Requests that wait or run, in order of arrival.</summary>
    public IReadOnlyList<QueuedRequest> Requests => _requests;

    /// <summary>Those that hold a sequence state.</summary>
    public int Active => _requests.Count(request => request.Session is not null);

    /// <summary>Takes in a request.</summary>
    public void Add(QueuedRequest request)
    {
        // A caller who was away starts level with the least served one present: absence earns no claim to the whole engine.
        string key = KeyOf(request);
        double least = _requests.Count == 0 ? 0 : _requests.Min(other => _served[KeyOf(other)]);
        _served[key] = Math.Max(_served.GetValueOrDefault(key), least);
        _requests.Add(request);
    }

    /// <summary>Forgets a request that has ended.</summary>
    public void Remove(QueuedRequest request)
    {
        _requests.Remove(request);
        string key = KeyOf(request);
        if (!_requests.Exists(other => KeyOf(other) == key))
        {
            _served.Remove(key);
        }
    }

    /// <summary>Notes a turn.</summary>
    public void Charge(QueuedRequest request, TimeSpan spent)
    {
        request.LastTurn = time.GetTimestamp();
        _served[KeyOf(request)] += spent.TotalSeconds;
    }

    /// <summary>The request whose turn it is; null when there is none.</summary>
    /// <param name="running">The request that had the last turn.</param>
    public QueuedRequest? Next(QueuedRequest? running)
    {
        if (options.SliceSteps == 0 && running is { Done: false })
        {
            return running;
        }

        long now = time.GetTimestamp();
        List<QueuedRequest> candidates = _requests.FindAll(request => !request.Done);
        QueuedRequest? best = Best(candidates, now);
        if (best is null || best.Session is not null || Fits(best))
        {
            return best;
        }

        // Its state does not fit: those inside go on, and nobody smaller slips in before it.
        return Best(candidates.FindAll(request => request.Session is not null), now);
    }

    private static string KeyOf(QueuedRequest request) => request.Request.FairShareKey ?? string.Empty;

    private QueuedRequest? Best(List<QueuedRequest> candidates, long now)
        => candidates
            .OrderByDescending(request => Rank(request, now))
            .ThenBy(request => _served[KeyOf(request)])
            .ThenBy(request => request.LastTurn)
            .FirstOrDefault();

    private long Rank(QueuedRequest request, long now)
        => (long)request.Request.Priority + (time.GetElapsedTime(request.LastTurn, now).Ticks / options.AgeingInterval.Ticks);

    private bool Fits(QueuedRequest request)
    {
        long held = _requests.Where(other => other.Session is not null).Sum(other => other.StateBytes);
        return held == 0 || held + request.StateBytes <= options.MaxStateBytes;
    }
}
