using Hymba.Validation.Scanning;

namespace Hymba.Validation.Pii;

/// <summary>The recognisers of the types asked for, the more specific before the less.</summary>
internal static class PiiRecognizers
{
    /// <summary>Recognisers of some types; all for null.</summary>
    /// <exception cref="ArgumentException">A type is unknown.</exception>
    public static IReadOnlyList<Recognizer> Create(IReadOnlyCollection<string>? types)
    {
        Recognizer[] single =
        [
            new IbanRecognizer(), new CryptoRecognizer(), new EmailRecognizer(), new UrlRecognizer(), new MacAddressRecognizer(),
            new IpAddressRecognizer(),
            new NamedCodeRecognizer(), new BicRecognizer(), new PhoneRecognizer(),
        ];
        if (types is null)
        {
            return [.. single, new NumberRecognizer(NumberFormats.All), new LetteredRecognizer(LetteredFormats.All)];
        }

        var wanted = new HashSet<string>(types, StringComparer.OrdinalIgnoreCase);
        bool Wants(ScanRule rule) => wanted.Contains(rule.Type) || wanted.Contains(rule.Id);
        NumberFormat[] numbers = [.. NumberFormats.All.Where(format => Wants(format.Rule))];
        LetteredFormat[] lettered = [.. LetteredFormats.All.Where(format => Wants(format.Rule))];
        List<Recognizer> chosen = [.. single.Where(recognizer => recognizer.Rules.Any(Wants))];
        if (numbers.Length > 0)
        {
            chosen.Add(new NumberRecognizer(numbers));
        }

        if (lettered.Length > 0)
        {
            chosen.Add(new LetteredRecognizer(lettered));
        }

        string? unknown = types.FirstOrDefault(type => !chosen.SelectMany(recognizer => recognizer.Rules)
            .Any(rule => rule.Type.Equals(type, StringComparison.OrdinalIgnoreCase)
                || rule.Id.Equals(type, StringComparison.OrdinalIgnoreCase)));
        return unknown is null ? chosen : throw new ArgumentException($"'{unknown}' is no type of personal data that is looked for.",
            nameof(types));
    }
}
