using Microsoft.Extensions.AI;

namespace Hymba.Validation.Language;

/// <summary>
/// Finds a reply in another language than expected: than those named, or else than the user's last message. Says nothing where a language is not
/// sure. Where the message names a language, which may be an order to use it, the confidence is low.
/// </summary>
public sealed class LanguageValidator : ITextValidator
{
    private const string Unexpected = "language.unexpected";

    private static readonly string[] Names =
    [
        "english", "german", "french", "spanish", "italian", "portuguese", "dutch", "swedish", "danish", "polish", "czech", "finnish", "turkish",
        "romanian", "hungarian", "russian", "ukrainian", "greek", "arabic", "hebrew", "hindi", "thai", "japanese", "chinese", "korean", "translat",
        "deutsch", "englisch", "französisch", "anglais", "français", "español", "inglés", "übersetz", "tradu",
    ];

    private readonly HashSet<string> _expected;

    /// <summary>Whether it was made without settings.</summary>
    internal bool IsDefault { get; }

    /// <param name="expected">Codes of the languages that are fine (ISO 639-1). Default: that of the user's last message.</param>
    public LanguageValidator(IEnumerable<string>? expected = null)
    {
        IsDefault = expected is null;
        _expected = [.. (expected ?? []).Select(code => code.ToLowerInvariant())];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [Unexpected];

    /// <inheritdoc/>
    public StreamingBehaviour Streaming => StreamingBehaviour.WholeText;

    /// <inheritdoc/>
    public void Find(string text, ValidationContext context, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(findings);
        string question = _expected.Count > 0 ? "" : context.Messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? "";
        string? wanted = _expected.Count > 0 ? null : LanguageIdentifier.Identify(question);
        string? found = _expected.Count > 0 || wanted is not null ? LanguageIdentifier.Identify(text) : null;
        if (found is not null && found != wanted && !_expected.Contains(found))
        {
            bool isOrdered = Names.Any(name => question.Contains(name, StringComparison.OrdinalIgnoreCase));
            findings.Add(new(Unexpected, "language", "LANGUAGE", 0, text.Length, Severity.Low, isOrdered ? 0.4 : 0.8));
        }
    }

    /// <inheritdoc/>
    public int FindOpenStart(string text, ValidationContext context) => 0;
}
