namespace Hymba.Validation.Urls;

/// <summary>Finds URLs that the allow list does not allow: scheme, host, port, path, user name, and spellings that hide the host.</summary>
public sealed class UrlValidator : ITextValidator
{
    private readonly UrlPolicy _policy;

    /// <param name="options">The allow list; copied. Null: nothing is allowed.</param>
    public UrlValidator(UrlPolicyOptions? options = null)
    {
        IsDefault = options is null;
        _policy = new(options ?? new());
    }

    /// <summary>Whether it was made without settings.</summary>
    internal bool IsDefault { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules => UrlRules.All;

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    // The settled part ends between two stretches, the first of which may be joined to the second, or in a label that is too long for any URL and
    // must be seen to be.
    /// <inheritdoc/>
    public int LeftContext => UrlCuts.Reach;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(findings);
        foreach (DetectedUrl url in _policy.Find(text))
        {
            if (_policy.Judge(text, url) is string rule)
            {
                Severity severity = rule is UrlRules.UserInfo or UrlRules.Malformed ? Severity.High : Severity.Medium;
                findings.Add(new(rule, "urls", "URL", url.Start, url.End, severity, url.HasScheme ? 0.95 : 0.8));
            }
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context)
    {
        ArgumentNullException.ThrowIfNull(text);
        return UrlDetector.FindOpenStart(text);
    }
}
