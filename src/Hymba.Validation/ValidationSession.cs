using Hymba.Validation.Audit;
using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;
using Hymba.Validation.Streaming;

namespace Hymba.Validation;

/// <summary>
/// Validates one text while it grows and gives out what no validator can take back any more. However the text is cut into pieces, all that is
/// given out, put together, is the same. Not thread-safe.
/// </summary>
public sealed class ValidationSession
{
    // Every text is scanned when its length passes these marks, so that the limit for open matches falls at the same place for any pieces.
    private const int Mark = 1024;
    private const int GrowthAtMark = 8;

    // A scan waits until the text has grown by this share of what is scanned, so that the cost of each character is bounded.
    private const int GrowthAtScan = 32;

    private readonly CompiledPipeline _pipeline;
    private readonly ValidationContext _context;
    private readonly bool _isBuffered;
    private readonly bool _isWhole;
    private readonly string _id = Auditor.NewId();
    private readonly GrowingText _text = new();
    private readonly FindingLedger _ledger;
    private readonly ScanRounds _rounds;
    private int _nextMark = Mark;
    private int _scanned;
    private bool _hasEnded;
    private ValidationAction _ending;
    private string? _rule;

    internal ValidationSession(CompiledPipeline pipeline, ValidationContext context, StreamingMode mode, bool isWhole = true)
    {
        _pipeline = pipeline;
        _context = context;
        _isBuffered = mode == StreamingMode.Buffered;
        _isWhole = isWhole;
        _ledger = new FindingLedger(_text, pipeline.Hash);
        _rounds = new ScanRounds(pipeline, context, _id);
    }

    /// <summary>Whether the text was blocked or is to be generated anew: nothing more is taken or given out.</summary>
    public bool IsStopped => _ending != ValidationAction.Ignore;

    /// <summary>The outcome; final once <see cref="CompleteAsync"/> has been called or <see cref="IsStopped"/> is true.</summary>
    public ValidationResult Result => new(Decision, _ledger.Render(0, Committed), _ledger.Judged) { Rule = _rule };

    /// <summary>How far the text is given out; counts in the text before redaction.</summary>
    internal int Committed { get; private set; }

    internal int Length => _text.Length;

    internal FindingLedger Ledger => _ledger;

    private ValidationDecision Decision => _ending switch
    {
        ValidationAction.Ignore => _ledger.HasReplaced ? ValidationDecision.Redact : ValidationDecision.Allow,
        ValidationAction.Retry => ValidationDecision.Retry,
        _ => ValidationDecision.Block,
    };

    /// <summary>Takes the next piece of the text.</summary>
    /// <param name="piece">The piece; it may end anywhere, also inside a character.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>What can be shown now, redacted; often empty.</returns>
    /// <exception cref="InvalidOperationException">The text has ended.</exception>
    public async ValueTask<string> AppendAsync(string piece, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(piece);
        if (_hasEnded && !IsStopped)
        {
            throw new InvalidOperationException("The text has ended; a session is for one text.");
        }

        var before = Committed;
        for (var taken = 0; taken < piece.Length && !IsStopped;)
        {
            var length = Math.Min(piece.Length - taken, _nextMark - _text.Length);
            _text.Append(piece.AsSpan(taken, length));
            taken += length;
            await GrowAsync(cancellationToken).ConfigureAwait(false);
        }

        return _ledger.Render(before, Committed);
    }

    /// <summary>Ends the text.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>What can be shown now, redacted.</returns>
    public async ValueTask<string> CompleteAsync(CancellationToken cancellationToken = default)
    {
        var before = Committed;
        if (_hasEnded)
        {
            return string.Empty;
        }

        if (_scanned < _text.Length)
        {
            await ScanAsync(isFinal: false, cancellationToken).ConfigureAwait(false);
        }

        if (!IsStopped)
        {
            await ScanAsync(isFinal: true, cancellationToken).ConfigureAwait(false);
        }

        if (!IsStopped && _isWhole)
        {
            await FindInWholeAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!IsStopped)
        {
            Commit(_text.Length, isFinal: true);
            End();
        }

        return _ledger.Render(before, Committed);
    }

    private async ValueTask GrowAsync(CancellationToken cancellationToken)
    {
        var end = _text.Length;
        var isAtMark = end == _nextMark;
        var isDue = !_isBuffered && (long)(end - _scanned) * GrowthAtScan >= _rounds.WindowLength(end);
        if (isAtMark || isDue)
        {
            await ScanAsync(isFinal: false, cancellationToken).ConfigureAwait(false);
        }

        if (isAtMark && !IsStopped)
        {
            _nextMark += _pipeline.IsBounded(_context.Role) ? Mark : Math.Max(Mark, end / GrowthAtMark);
            if (end - _rounds.Settled(end) > _pipeline.MaxOpenLength)
            {
                Stop(PipelineRules.At(PipelineRules.OpenMatch, _rounds.Settled(end), end), PipelineRules.Line);
            }
        }
    }

    private async ValueTask ScanAsync(bool isFinal, CancellationToken cancellationToken)
    {
        var end = _text.Length;
        var steps = await _rounds.RunAsync(_text, end, isFinal, cancellationToken).ConfigureAwait(false);
        if (!isFinal && !_rounds.HasFailed && HasStop(steps))
        {
            (steps, end) = await FindFirstStopAsync(steps, end, cancellationToken).ConfigureAwait(false);
        }

        if (_rounds.HasFailed)
        {
            Stop(PipelineRules.At(PipelineRules.Failed, Committed, end), PipelineRules.Line);
            return;
        }

        _rounds.Adopt(steps);
        _scanned = end;
        ReportLate(steps);
        var stop = Add(steps.SelectMany(step => step.Findings));
        if (stop is not null || !isFinal)
        {
            Commit(end, isFinal, stop is not null);
        }

        if (stop is { } found)
        {
            End(found.Finding.Rule, found.Action);
        }
    }

    /// <summary>
    /// The shortest text whose scan ends the reply. What is given out must not depend on how much more has come since, so it is judged by that.
    /// </summary>
    private async ValueTask<(ValidatorScan.Step[] Steps, int End)> FindFirstStopAsync(
        ValidatorScan.Step[] steps, int end, CancellationToken cancellationToken)
    {
        for (var low = _scanned; end - low > 1 && !_rounds.HasFailed;)
        {
            var middle = low + ((end - low) / 2);
            var tried = await _rounds.RunAsync(_text, middle, isFinal: false, cancellationToken).ConfigureAwait(false);
            (steps, low, end) = HasStop(tried) ? (tried, low, middle) : (steps, middle, end);
        }

        return (steps, end);
    }

    private async ValueTask FindInWholeAsync(CancellationToken cancellationToken)
    {
        var findings = await _rounds.RunWholeAsync(new string(_text[..]), Stops, cancellationToken).ConfigureAwait(false);
        if (_rounds.HasFailed)
        {
            Stop(PipelineRules.At(PipelineRules.Failed, Committed, _text.Length), PipelineRules.Line);
        }
        else if (Add(findings) is { } stop)
        {
            // The reply as a whole is judged, and it was buffered: nothing of it is shown.
            End(stop.Finding.Rule, stop.Action);
        }
    }

    private bool HasStop(ValidatorScan.Step[] steps) => Array.Exists(steps, step => step.Findings.Exists(Stops));

    private bool Stops(Finding finding) => _pipeline.Policies.Find(finding, _context.Role).Action >= ValidationAction.RequireApproval;

    /// <summary>Enters findings; gives the one that ends the text, null for none.</summary>
    private JudgedFinding? Add(IEnumerable<Finding> findings)
    {
        JudgedFinding? stop = null;
        foreach (var finding in findings.OrderBy(item => item.Start).ThenBy(item => item.End).ThenBy(item => item.Rule, StringComparer.Ordinal))
        {
            var line = _pipeline.Policies.Find(finding, _context.Role);
            if (line.Action == ValidationAction.Ignore)
            {
                continue;
            }

            Enter(finding, line);
            if (line.Action >= ValidationAction.RequireApproval && line.Action > (stop?.Action ?? ValidationAction.Ignore))
            {
                stop = new JudgedFinding(finding, line.Action);
            }
        }

        return stop;
    }

    private void Enter(in Finding finding, PolicyRule line)
    {
        _ledger.Add(finding, line);
        _pipeline.Auditor.Found(_id, _context.Role, finding, line.Action, _text[finding.Start..finding.End]);
    }

    private void ReportLate(ValidatorScan.Step[] steps)
    {
        foreach (var late in steps.SelectMany(step => step.Late))
        {
            if (_pipeline.Policies.Find(late, _context.Role).Action is var action && action != ValidationAction.Ignore)
            {
                _pipeline.Auditor.Dropped(_id, _context.Role, late, action, _text[late.Start..late.End]);
            }
        }
    }

    private void Commit(int end, bool isFinal, bool isStopping = false)
    {
        if (_isBuffered && (!isFinal || isStopping))
        {
            return;
        }

        var limit = isFinal ? end : Math.Min(end, _rounds.Settled(end));
        while (true)
        {
            var border = TextTokens.Floor(_text[..end], Committed, _ledger.Floor(limit), isFinal);
            if (border == limit)
            {
                break;
            }

            limit = border;
        }

        Committed = Math.Max(Committed, limit);
        _ledger.Commit(Committed);
    }

    private void Stop(in Finding finding, PolicyRule line)
    {
        Enter(finding, line);
        End(finding.Rule, line.Action);
    }

    private void End(string? rule = null, ValidationAction ending = ValidationAction.Ignore)
    {
        _hasEnded = true;
        _rule = rule;
        _ending = ending;
        _pipeline.Auditor.Decided(_id, _context.Role, Decision, rule);
    }
}
