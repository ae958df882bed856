using Hymba.Validation.Scanning;
using Hymba.Validation.Streaming;

namespace Hymba.Validation.Pii;

/// <summary>
/// Finds personal data that has a form: cards, accounts, wallets, addresses of people and machines, telephone numbers, national
/// identifiers. Checksums decide wherever there are any, words before a number raise the confidence and decide between types; look-alike
/// characters are seen through. Immutable; thread-safe; linear in the text.
/// </summary>
public sealed class PiiValidator : IResumingValidator
{
    private readonly ScanPasses _passes;

    /// <summary>Validator of all types, encoded ones included.</summary>
    public PiiValidator()
        : this(new PiiOptions())
    {
    }

    /// <summary>Validator of some types.</summary>
    /// <param name="options">What to look for.</param>
    /// <exception cref="ArgumentException">A type is unknown.</exception>
    public PiiValidator(PiiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<Recognizer> recognizers = PiiRecognizers.Create(options.Types);
        Rules = [.. recognizers.SelectMany(recognizer => recognizer.Rules).Select(rule => rule.Id).Distinct()];
        _passes = new ScanPasses(new EntityScanner(recognizers), options.DetectEncoded);
    }

    /// <summary>All entity types.</summary>
    public static IReadOnlyList<string> AllTypes { get; } =
        [.. PiiRecognizers.Create(null).SelectMany(recognizer => recognizer.Rules).Select(rule => rule.Type).Distinct()];

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; }

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.Incremental;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        _passes.Scan(ScanWindow.Whole(text), findings);
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => _passes.Scan(ScanWindow.Growing(text), []).Open;

    ScanProgress IResumingValidator.Scan(in ScanWindow window, ValidationContext context, ICollection<Finding> findings)
        => _passes.Scan(window, findings);
}
