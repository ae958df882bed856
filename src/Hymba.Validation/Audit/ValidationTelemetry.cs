namespace Hymba.Validation.Audit;

/// <summary>Names of what this package measures, for <c>AddMeter</c>. Findings and decisions are also events of the current activity.</summary>
public static class ValidationTelemetry
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Hymba.Validation";

    /// <summary>Name of the activity events of findings.</summary>
    public const string FindingEvent = "hymba.validation.finding";

    /// <summary>Name of the activity events of decisions.</summary>
    public const string DecisionEvent = "hymba.validation.decision";

    /// <summary>Name of the activity events of failed validators.</summary>
    public const string FailureEvent = "hymba.validation.failure";

    /// <summary>Name of the activity events of findings that came too late to act on.</summary>
    public const string DroppedEvent = "hymba.validation.dropped";

    /// <summary>Names of all instruments.</summary>
    public static IReadOnlyList<string> Instruments { get; } = [ValidationMetrics.Findings, ValidationMetrics.Decisions, ValidationMetrics.Failures];
}
