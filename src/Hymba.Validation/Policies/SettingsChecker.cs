using System.Net;
using Hymba.Validation.Banned;
using Hymba.Validation.Language;
using Hymba.Validation.Repetition;
using Hymba.Validation.Urls;

namespace Hymba.Validation.Policies;

/// <summary>Finds what is wrong with the settings of validators, each with the value and the limit.</summary>
internal static class SettingsChecker
{
    public static IEnumerable<string> Errors(OutputValidationOptions options) =>
    [
        .. UrlErrors(options.Urls),
        .. BannedErrors(options.Banned),
        .. Each("Exfiltration.AllowedHosts", options.Exfiltration.AllowedHosts, IsHost, "a host name or address alone"),
        .. RepetitionErrors(options.Repetition),
        .. Each("Languages", options.Languages, IsLanguage, $"one of {string.Join(", ", LanguageIdentifier.Codes)}"),
    ];

    private static IEnumerable<string> UrlErrors(UrlPolicyOptions urls) =>
    [
        .. Each("Urls.AllowList", urls.AllowList, IsPlace, "a host, an address, a network as its first address and length, or a URL"),
        .. Each("Urls.AllowedSchemes", urls.AllowedSchemes, IsScheme, "a scheme, such as https"),
    ];

    private static IEnumerable<string> BannedErrors(BannedTextOptions banned)
    {
        foreach (var error in Each("Banned.Substrings", banned.Substrings, text => !string.IsNullOrEmpty(text), "some text"))
        {
            yield return error;
        }

        for (var i = 0; i < banned.Patterns.Count; i++)
        {
            if (PatternError(banned.Patterns[i], banned.IgnoreCase) is { } error)
            {
                yield return $"Banned.Patterns[{i}] is '{banned.Patterns[i]}'; it must be a regular expression for linear time: {error}";
            }
        }
    }

    private static IEnumerable<string> RepetitionErrors(RepetitionOptions repetition)
    {
        if (repetition.MaxCharacters < 0)
        {
            yield return $"Repetition.MaxCharacters is {repetition.MaxCharacters}; it must be at least 0.";
        }

        if (repetition.MaxWords < 0)
        {
            yield return $"Repetition.MaxWords is {repetition.MaxWords}; it must be at least 0.";
        }

        if (repetition.MaxRepetitionRatio is { } ratio && ratio is not >= 0)
        {
            yield return FormattableString.Invariant($"Repetition.MaxRepetitionRatio is {ratio}; it must be at least 0.");
        }

        if (repetition.GroupWords < 1)
        {
            yield return $"Repetition.GroupWords is {repetition.GroupWords}; it must be at least 1.";
        }
    }

    private static IEnumerable<string> Each(string name, IList<string> values, Func<string, bool> isRight, string rule)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is null || !isRight(values[i]))
            {
                yield return $"{name}[{i}] is '{values[i]}'; it must be {rule}.";
            }
        }
    }

    private static string? PatternError(string pattern, bool ignoreCase)
    {
        try
        {
            _ = new BannedTextValidator(new BannedTextOptions { Patterns = [pattern], IgnoreCase = ignoreCase });
            return string.IsNullOrEmpty(pattern) ? "It is empty." : null;
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }

    private static bool IsHost(string host) => Uri.CheckHostName(host.Trim()) != UriHostNameType.Unknown;

    private static bool IsLanguage(string code) => LanguageIdentifier.Codes.Contains(code, StringComparer.OrdinalIgnoreCase);

    private static bool IsScheme(string scheme) => Uri.CheckSchemeName(scheme.TrimEnd('/').TrimEnd(':'));

    private static bool IsPlace(string place)
    {
        if (IPNetwork.TryParse(place.Trim(), out _))
        {
            return true;
        }

        // An address before a slash and a number is meant as a network, and would be taken for a path.
        var parts = UrlParts.Parse(place.Trim());
        var isNetwork = parts.Scheme.Length == 0 && IPAddress.TryParse(parts.Host, out _) && parts.Path.Length > 1
            && parts.Path.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
        return parts.Host.Length > 0 && !parts.IsAmbiguous && !isNetwork;
    }
}
