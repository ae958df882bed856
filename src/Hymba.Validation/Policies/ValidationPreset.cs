namespace Hymba.Validation.Policies;

/// <summary>A set of policies to begin with.</summary>
public enum ValidationPreset
{
    /// <summary>Nothing but what is configured; findings in replies are annotated.</summary>
    None,

    /// <summary>
    /// Secrets redacted, prompt leaks and exfiltration blocked, active content made harmless, tool calls checked, runaway repetition stopped;
    /// personal data only annotated.
    /// </summary>
    Standard,

    /// <summary><see cref="Standard"/>, and documents scanned, groundedness and citations annotated.</summary>
    Rag,

    /// <summary><see cref="Standard"/>, and tool results scanned, approval where tools are marked.</summary>
    Agent,

    /// <summary>All of these; personal data redacted, suspicious input blocked.</summary>
    Strict,
}
