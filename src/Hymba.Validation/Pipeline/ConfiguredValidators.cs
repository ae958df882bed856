using Hymba.Validation.Banned;
using Hymba.Validation.Exfiltration;
using Hymba.Validation.Language;
using Hymba.Validation.Repetition;
using Hymba.Validation.Urls;

namespace Hymba.Validation.Pipeline;

/// <summary>
/// Gives validators the settings of the options. Those made without settings are made anew with them; those that the application made with its
/// own stay as they are.
/// </summary>
internal static class ConfiguredValidators
{
    /// <summary>The validators with their settings, which must be right.</summary>
    /// <param name="options">The options.</param>
    /// <param name="given">All validators besides those that only settings make.</param>
    public static IEnumerable<ITextValidator> Of(OutputValidationOptions options, IReadOnlyList<ITextValidator> given)
    {
        var hasUrls = options.Urls.AllowList.Count > 0;
        foreach (var validator in given)
        {
            yield return validator switch
            {
                ExfiltrationValidator { IsDefault: true } => new ExfiltrationValidator(options.Exfiltration),
                RepetitionValidator { IsDefault: true } => new RepetitionValidator(options.Repetition),
                LanguageValidator { IsDefault: true } => new LanguageValidator(options.Languages),
                UrlValidator { IsDefault: true } when hasUrls => new UrlValidator(options.Urls),
                _ => validator,
            };
        }

        if (hasUrls && !given.Any(validator => validator is UrlValidator { IsDefault: true }))
        {
            yield return new UrlValidator(options.Urls);
        }

        if (options.Banned.Substrings.Count + options.Banned.Patterns.Count > 0)
        {
            yield return new BannedTextValidator(options.Banned);
        }
    }
}
