using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;
using Hymba.Validation.Suffix;

namespace Hymba.Validation;

/// <summary>
/// A language model whose own likelihoods tell where a text ends in an adversarial suffix: a stretch of tokens that was optimised against a model
/// and that no person would write. Thread-safe as far as its scorer is.
/// </summary>
public sealed class SuffixModel : IJudge
{
    /// <summary>Id of the rule that it reports. Policy for it decides what happens; the preset <see cref="ValidationPreset.Strict"/> blocks.</summary>
    public const string RuleId = "suffix.adversarial";

    private const int MostBytes = 1024;

    private static readonly TimeSpan CalibrationTimeout = TimeSpan.FromMinutes(5);

    private readonly TextScorer _score;
    private readonly Func<CancellationToken, Task<SuffixCalibration?>>? _find;
    private readonly TimeSpan _timeout;
    private readonly Lock _gate = new();
    private Task<SuffixCalibration>? _calibration;

    /// <param name="score">Scores texts with the model.</param>
    /// <param name="calibration">
    /// Gets the model ready and reads its calibration; called when a text is first judged. Default, and where it gives null: the first text waits
    /// until the package's harmless texts have been scored.
    /// </param>
    /// <param name="timeout">The longest time for one text. Default 10 seconds.</param>
    public SuffixModel(
        TextScorer score, Func<CancellationToken, Task<SuffixCalibration?>>? calibration = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(score);
        _score = score;
        _find = calibration;
        _timeout = timeout ?? TimeSpan.FromSeconds(10);
    }

    string IJudge.Rule => RuleId;

    async ValueTask<(Finding? Finding, FailureKind Failure)> IJudge.AskAsync(string text, TimeProvider time, CancellationToken cancellationToken)
    {
        var (start, end) = Ending(text);
        if (!SuffixTails.IsLongEnough(end - start))
        {
            return (null, FailureKind.None);
        }

        var (calibration, failure) = await Deadline.RunAsync(_ => CalibrationAsync(), CalibrationTimeout, time, cancellationToken).ConfigureAwait(false);
        if (calibration is null)
        {
            return (null, failure);
        }

        (var tail, failure) = await Deadline.RunAsync(
            token => FindAsync(text, start..end, calibration, token), _timeout, time, cancellationToken).ConfigureAwait(false);
        return (tail is { Score: >= SuffixTails.Threshold } found ? Finding(found, start) : null, failure);
    }

    /// <summary>As much of a text's end as is looked at: a suffix is close to the reply, and what a long text costs is bounded.</summary>
    private static (int Start, int End) Ending(string text)
    {
        var end = text.AsSpan().TrimEnd().Length;
        var start = end;
        for (var bytes = 0; start > 0; start--)
        {
            bytes += TextMeasures.BytesOf(text[start - 1]);
            if (bytes > MostBytes)
            {
                break;
            }
        }

        return start > 0 && start < end && char.IsLowSurrogate(text[start]) ? (start + 1, end) : (start, end);
    }

    private async Task<SuffixTail?> FindAsync(string text, Range part, SuffixCalibration calibration, CancellationToken cancellationToken)
        => SuffixTails.FindBest(new TextMeasures(text, part, await _score(text[part], cancellationToken).ConfigureAwait(false)), calibration);

    private Task<SuffixCalibration> CalibrationAsync()
    {
        lock (_gate)
        {
            if (_calibration is null or { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                // Others wait for it too when the request that began it is cancelled.
                _calibration = Task.Run(CalibrateAsync);
            }

            return _calibration;
        }
    }

    private async Task<SuffixCalibration> CalibrateAsync()
        => (_find is null ? null : await _find(CancellationToken.None).ConfigureAwait(false))
            ?? await SuffixCalibration.ComputeAsync(_score).ConfigureAwait(false);

    private static Finding Finding(in SuffixTail tail, int offset) => new(
        RuleId,
        RuleCategories.Suffix,
        Pipeline.RuleId.TypeOf(RuleId),
        offset + tail.Start,
        offset + tail.End,
        Severity.High,
        Math.Min(1, tail.Score / (2 * SuffixTails.Threshold)));
}
