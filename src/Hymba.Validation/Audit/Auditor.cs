using System.Diagnostics;
using Hymba.Validation.Pipeline;
using Hymba.Validation.Policies;
using Microsoft.Extensions.Logging;

namespace Hymba.Validation.Audit;

/// <summary>Tells sinks, metrics, the current activity and the log what was found and decided. Thread-safe.</summary>
internal sealed class Auditor(
    IReadOnlyList<IAuditSink> sinks, ValidationMetrics metrics, KeyedHash hash, TimeProvider time, ILogger logger)
{
    private const int HashDigits = 16;
    private const string TooLate = "FoundTooLate";

    public ILogger Logger => logger;

    // A hostile text has hundreds of thousands of findings: hashes are made only for somebody who takes them.
    private bool IsHeard => sinks.Count > 0 || Activity.Current?.IsAllDataRequested == true;

    /// <summary>A new id for the records of one text.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N");

    public void Found(string id, TextRole role, in Finding finding, ValidationAction action, ReadOnlySpan<char> value)
    {
        if (metrics.FindingCount.Enabled)
        {
            metrics.FindingCount.Add(
                1, new("rule", finding.Rule), new("category", finding.Category), new("action", action.ToString()), new("role", role.ToString()));
        }

        if (IsHeard)
        {
            Write(ValidationTelemetry.FindingEvent, Record(AuditKind.Finding, id, role, finding, action, value));
        }
    }

    /// <summary>A finding that came too late to act on.</summary>
    public void Dropped(string id, TextRole role, in Finding finding, ValidationAction action, ReadOnlySpan<char> value)
    {
        metrics.FailureCount.Add(1, new KeyValuePair<string, object?>("rule", finding.Rule), new("failure", TooLate));
        ValidationLog.FindingDropped(logger, finding.Rule, role);
        if (IsHeard)
        {
            Write(ValidationTelemetry.DroppedEvent, Record(AuditKind.Dropped, id, role, finding, action, value) with { Failure = TooLate });
        }
    }

    public void Decided(string id, TextRole role, ValidationDecision decision, string? rule)
    {
        metrics.DecisionCount.Add(1, new KeyValuePair<string, object?>("decision", decision.ToString()), new("role", role.ToString()));
        Write(ValidationTelemetry.DecisionEvent, new AuditRecord
        {
            Time = time.GetUtcNow(),
            Kind = AuditKind.Decision,
            ValidationId = id,
            Role = role,
            Rule = rule,
            Category = rule is null ? null : PolicyTable.CategoryOf(rule),
            Decision = decision,
        });
        if (decision > ValidationDecision.Redact)
        {
            ValidationLog.Decided(logger, role, decision, rule);
        }
    }

    public void Failed(string id, TextRole role, string rule, FailureKind failure, FailureMode mode)
    {
        metrics.FailureCount.Add(1, new KeyValuePair<string, object?>("rule", rule), new("failure", failure.ToString()));
        ValidationLog.ValidatorFailed(logger, rule, failure.ToString(), role, mode);
        Write(ValidationTelemetry.FailureEvent, new AuditRecord
        {
            Time = time.GetUtcNow(),
            Kind = AuditKind.Failure,
            ValidationId = id,
            Role = role,
            Rule = rule,
            Category = PolicyTable.CategoryOf(rule),
            Failure = failure.ToString(),
        });
    }

    private AuditRecord Record(AuditKind kind, string id, TextRole role, in Finding finding, ValidationAction action, ReadOnlySpan<char> value) => new()
    {
        Time = time.GetUtcNow(),
        Kind = kind,
        ValidationId = id,
        Role = role,
        Rule = finding.Rule,
        Category = finding.Category,
        Start = finding.Start,
        End = finding.End,
        Severity = finding.Severity,
        Confidence = finding.Confidence,
        Action = action,
        ValueHash = value.IsEmpty ? null : hash.Of(value, HashDigits),
    };

    private void Write(string name, AuditRecord record)
    {
        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.AddEvent(new ActivityEvent(name, record.Time, Tags(record)));
        }

        foreach (var sink in sinks)
        {
            try
            {
                sink.Write(record);
            }
            catch (Exception error)
            {
                ValidationLog.SinkFailed(logger, error.GetType().Name);
            }
        }
    }

    private static ActivityTagsCollection Tags(AuditRecord record)
    {
        var tags = new ActivityTagsCollection
        {
            ["validation.id"] = record.ValidationId,
            ["role"] = record.Role.ToString(),
            ["rule"] = record.Rule,
        };
        if (record.Kind is AuditKind.Finding or AuditKind.Dropped)
        {
            tags["category"] = record.Category;
            tags["start"] = record.Start;
            tags["end"] = record.End;
            tags["severity"] = record.Severity.ToString();
            tags["confidence"] = record.Confidence;
            tags["action"] = record.Action.ToString();
            tags["value.hash"] = record.ValueHash;
        }

        if (record.Failure is not null)
        {
            tags["failure"] = record.Failure;
        }

        if (record.Kind == AuditKind.Decision)
        {
            tags["decision"] = record.Decision.ToString();
        }

        return tags;
    }
}
