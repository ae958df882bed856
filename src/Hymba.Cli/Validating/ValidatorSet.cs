using Hymba.Validation;
using Hymba.Validation.Exfiltration;
using Hymba.Validation.Language;
using Hymba.Validation.Pii;
using Hymba.Validation.Policies;
using Hymba.Validation.Repetition;
using Hymba.Validation.Secrets;
using Hymba.Validation.Urls;

namespace Hymba.Cli.Validating;

/// <summary>Makes the validators of a group, with the settings of a line where the group has any.</summary>
internal static class ValidatorSet
{
    private static readonly Dictionary<string, Func<LineSettings, IEnumerable<ITextValidator>>> WithSettings = new(StringComparer.Ordinal)
    {
        [RuleCategories.Pii] = settings => [new PiiValidator(settings.Pii)],
        [RuleCategories.Secrets] = settings => [new SecretsValidator(settings.Secrets)],
        [RuleCategories.Urls] = settings => [new UrlValidator(settings.Urls)],
        [RuleCategories.Exfiltration] = settings => [new ExfiltrationValidator(settings.Exfiltration)],
        [RuleCategories.Language] = settings => [new LanguageValidator(settings.Languages)],
        [RuleCategories.Repetition] = settings => [new RepetitionValidator(settings.Repetition)],
        [RuleCategories.Banned] = settings => settings.Banned.Create(),
    };

    /// <summary>The groups that have validators, in the order of their documentation.</summary>
    public static IReadOnlyList<string> Groups { get; } = [.. RuleCategories.All.Where(group =>
        WithSettings.ContainsKey(group) || BuiltInValidators.Text.ContainsKey(group) || BuiltInValidators.Tools.ContainsKey(group))];

    /// <summary>The rules with an id, or with the entity type that goes with it.</summary>
    public static IReadOnlyCollection<string> RulesNamed(string name)
    {
        IEnumerable<string> rules = Groups.SelectMany(
            group => Text(group, LineSettings.None).SelectMany(validator => validator.Rules).Concat(Tools(group).SelectMany(validator => validator.Rules)));
        return [.. rules.Where(rule => Is(name, rule) || Is(name, TypeOf(rule))).Distinct()];
    }

    /// <summary>Validators of texts.</summary>
    public static IEnumerable<ITextValidator> Text(string group, LineSettings settings)
        => WithSettings.TryGetValue(group, out Func<LineSettings, IEnumerable<ITextValidator>>? make) ? make(settings) : Plain(group);

    /// <summary>Validators of texts as applications get them, which have none where nothing was set.</summary>
    public static IEnumerable<ITextValidator> Default(string group, LineSettings settings)
        => settings.IsFor(group) ? Text(group, settings) : Plain(group);

    /// <summary>Validators of tool calls.</summary>
    public static IEnumerable<IToolCallValidator> Tools(string group)
        => BuiltInValidators.Tools.TryGetValue(group, out Func<IEnumerable<IToolCallValidator>>? make) ? make() : [];

    private static IEnumerable<ITextValidator> Plain(string group)
        => BuiltInValidators.Text.TryGetValue(group, out Func<IEnumerable<ITextValidator>>? make) ? make() : [];

    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    // Each entity type is named like the rule behind it.
    private static string TypeOf(string rule) => rule[(rule.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('-', '_');
}
