using Hymba.Validation.Scanning;

namespace Hymba.Validation.Secrets;

/// <summary>The recognisers of credentials, the more specific before the less.</summary>
internal static class SecretRecognizers
{
    /// <summary>Recognisers by options.</summary>
    public static IReadOnlyList<Recognizer> Create(SecretsOptions options)
    {
        Recognizer[] named =
        [
            new PrivateKeyRecognizer(), new TokenRecognizer(), new StructuredTokenRecognizer(), new PatternedTokenRecognizer(), new WebHookRecognizer(),
            new UrlPasswordRecognizer(), new KubernetesSecretRecognizer(),
            new HeaderRecognizer(),
            new AssignmentRecognizer(),
        ];
        return options.DetectEntropy ? [.. named, new QuotedEntropyRecognizer()] : named;
    }
}
