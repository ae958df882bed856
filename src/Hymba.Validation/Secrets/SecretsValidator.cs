using Hymba.Validation.Scanning;
using Hymba.Validation.Streaming;

namespace Hymba.Validation.Secrets;

/// <summary>
/// Finds credentials: keys and tokens by the formats their issuers document, private keys, passwords in addresses and headers, values
/// assigned to names of credentials, and quoted random strings. Placeholders, hashes and examples of manuals are left alone. Immutable;
/// thread-safe; linear in the text.
/// </summary>
public sealed class SecretsValidator : IResumingValidator
{
    private readonly ScanPasses _passes;

    /// <summary>Validator of everything.</summary>
    public SecretsValidator()
        : this(new SecretsOptions())
    {
    }

    /// <summary>Validator with options.</summary>
    /// <param name="options">What to look for.</param>
    public SecretsValidator(SecretsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<Recognizer> recognizers = SecretRecognizers.Create(options);
        Rules = [.. recognizers.SelectMany(recognizer => recognizer.Rules).Select(rule => rule.Id).Distinct()];
        _passes = new ScanPasses(new EntityScanner(recognizers), options.DetectEncoded);
    }

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
