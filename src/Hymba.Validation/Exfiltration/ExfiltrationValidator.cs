using Hymba.Validation.Streaming;

namespace Hymba.Validation.Exfiltration;

/// <summary>
/// Finds what sends data away when the text is rendered: Markdown images and HTML or CSS that fetch from hosts that are not allowed with
/// something in the URL, active content of other hosts, and links made to carry data.
/// </summary>
public sealed class ExfiltrationValidator : IResumingValidator
{
    private readonly DataInUrl _judge;
    private readonly bool _allImages;

    /// <param name="options">Settings; copied. Null: the defaults.</param>
    public ExfiltrationValidator(ExfiltrationOptions? options = null)
    {
        IsDefault = options is null;
        _judge = new(options?.AllowedHosts ?? []);
        _allImages = options?.FlagAllExternalImages ?? false;
    }

    /// <summary>Whether it was made without settings.</summary>
    internal bool IsDefault { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules => ExfiltrationRules.All;

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        Scan(ScanWindow.Whole(text), findings);
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => Scan(ScanWindow.Growing(text), []).Open;

    ScanProgress IResumingValidator.Scan(in ScanWindow window, ValidationContext context, ICollection<Finding> findings)
        => Scan(window, findings);

    private ScanProgress Scan(in ScanWindow window, ICollection<Finding> findings)
        => new ExfiltrationScan(window, _judge, _allImages, findings).Run();
}
