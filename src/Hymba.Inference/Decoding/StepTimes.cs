using System.Diagnostics;

namespace Hymba.Inference.Decoding;

/// <summary>Adds up how long the parts of decode steps take. One thread at a time.</summary>
internal sealed class StepTimes
{
    private readonly long[] _ticks = new long[Enum.GetValues<StepPart>().Length];
    private long _last;

    /// <summary>Steps begun.</summary>
    public int Steps { get; private set; }

    /// <summary>A step begins.</summary>
    public void Begin()
    {
        Steps++;
        _last = Stopwatch.GetTimestamp();
    }

    /// <summary>What was done since the last call was this part.</summary>
    public void End(StepPart part)
    {
        long now = Stopwatch.GetTimestamp();
        _ticks[(int)part] += now - _last;
        _last = now;
    }

    /// <summary>Mean time of a part in a step.</summary>
    public TimeSpan Mean(StepPart part) => Stopwatch.GetElapsedTime(0, _ticks[(int)part] / Math.Max(1, Steps));
}
