using System.Diagnostics.Metrics;

namespace Hymba.Validation.Audit;

/// <summary>The instruments of the meter. Tags are rules, categories, actions and roles: all from fixed lists.</summary>
internal sealed class ValidationMetrics
{
    public const string Findings = "hymba.validation.findings";
    public const string Decisions = "hymba.validation.decisions";
    public const string Failures = "hymba.validation.failures";

    /// <summary>For pipelines that are made without a meter factory.</summary>
    public static ValidationMetrics Shared { get; } = new(new Meter(ValidationTelemetry.MeterName));

    public ValidationMetrics(Meter meter)
    {
        FindingCount = meter.CreateCounter<long>(Findings, "{finding}", "Findings, by rule and action.");
        DecisionCount = meter.CreateCounter<long>(Decisions, "{text}", "Validated texts, by decision.");
        FailureCount = meter.CreateCounter<long>(Failures, "{failure}", "Validators that threw, hung, were cancelled or found something too late.");
    }

    public Counter<long> FindingCount { get; }

    public Counter<long> DecisionCount { get; }

    public Counter<long> FailureCount { get; }
}
