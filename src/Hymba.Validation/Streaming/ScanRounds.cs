using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;

namespace Hymba.Validation.Streaming;

/// <summary>Runs the validators of one text and deals with those that fail.</summary>
internal sealed class ScanRounds(CompiledPipeline pipeline, ValidationContext context, string id)
{
    private ValidatorScan[] _scans = [.. pipeline.Incremental(context.Role).Select(ValidatorScan.Start)];

    /// <summary>Whether a validator failed that must not.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Where the earliest open part begins.</summary>
    public int Settled(int end) => _scans.Length == 0 ? end : _scans.Min(scan => scan.Settled);

    /// <summary>The longest text that the next round scans.</summary>
    public int WindowLength(int end) => _scans.Length == 0 ? 0 : _scans.Max(scan => scan.WindowLength(end));

    /// <summary>Scans up to an end; nothing is kept until <see cref="Adopt"/>.</summary>
    public async ValueTask<ValidatorScan.Step[]> RunAsync(GrowingText text, int end, bool isFinal, CancellationToken cancellationToken)
    {
        var scans = _scans;
        var outcomes = await pipeline.Runner.RunAsync(
            scans.Length, i => scans[i].Scan(text, end, isFinal, context), _ => false, cancellationToken).ConfigureAwait(false);
        var steps = new List<ValidatorScan.Step>(outcomes.Length);
        var kept = new List<ValidatorScan>(outcomes.Length);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i].Failure == FailureKind.None)
            {
                steps.Add(outcomes[i].Value!);
                kept.Add(scans[i]);
            }
            else
            {
                Fail(scans[i].Validator.Rules, outcomes[i].Failure);
            }
        }

        _scans = kept.Count == scans.Length ? scans : [.. kept];
        return [.. steps];
    }

    /// <summary>Keeps how far a round came.</summary>
    public void Adopt(ValidatorScan.Step[] steps) => _scans = [.. steps.Select(step => step.Scan)];

    /// <summary>Runs the validators and judges that need the whole text, until one ends it.</summary>
    public async ValueTask<List<Finding>> RunWholeAsync(string text, Func<Finding, bool> stops, CancellationToken cancellationToken)
    {
        var validators = pipeline.WholeText(context.Role);
        var outcomes = await pipeline.Runner.RunAsync(
            validators.Count, i => Find(validators[i], text, context), found => found.Exists(item => stops(item)), cancellationToken)
            .ConfigureAwait(false);
        var findings = new List<Finding>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            findings.AddRange(outcomes[i].Value ?? []);
            if (outcomes[i].Failure != FailureKind.None)
            {
                Fail(validators[i].Rules, outcomes[i].Failure);
            }
        }

        foreach (var judge in pipeline.Judges(context.Role))
        {
            if (HasFailed || findings.Exists(item => stops(item)))
            {
                break;
            }

            var (finding, failure) = await judge.AskAsync(text, pipeline.Time, cancellationToken).ConfigureAwait(false);
            if (finding is { } found)
            {
                findings.Add(found);
            }

            if (failure != FailureKind.None)
            {
                Fail([judge.Rule], failure);
            }
        }

        return findings;
    }

    private static List<Finding> Find(ITextValidator validator, string text, ValidationContext context)
    {
        var findings = new List<Finding>();
        validator.Find(text, context, findings);
        return findings.TrueForAll(item => item.Start >= 0 && item.Start <= item.End && item.End <= text.Length)
            ? findings
            : throw new InvalidOperationException($"{validator.Rules[0]} found something outside of a text of {text.Length} UTF-16 units.");
    }

    private void Fail(IReadOnlyList<string> rules, FailureKind failure)
    {
        // One that may only annotate cannot let anything out.
        var isHarmless = pipeline.Policies.Strongest(rules, context.Role) <= ValidationAction.Annotate;
        var mode = isHarmless ? FailureMode.Open : pipeline.OnFailure;
        HasFailed |= mode == FailureMode.Closed;
        pipeline.Auditor.Failed(id, context.Role, rules[0], failure, mode);
    }
}
