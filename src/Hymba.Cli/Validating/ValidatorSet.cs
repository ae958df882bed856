using Hymba.Validation;
using Hymba.Validation.Banned;
using Hymba.Validation.Exfiltration;
using Hymba.Validation.Language;
using Hymba.Validation.Pii;
using Hymba.Validation.Policies;
using Hymba.Validation.Repetition;
using Hymba.Validation.Secrets;
using Hymba.Validation.Urls;

namespace Hymba.Cli.Validating;

/// <summary>Makes the validators of a group, with the settings of a line or else those of the options, where the group has any.</summary>
internal static class ValidatorSet
{
    private delegate IEnumerable<ITextValidator> Maker(LineSettings line, OutputValidationOptions options);

    private static readonly Dictionary<string, Maker> WithSettings = new(StringComparer.Ordinal)
    {
        [RuleCategories.Pii] = (line, _) => [new PiiValidator(line.Pii)],
        [RuleCategories.Secrets] = (line, _) => [new SecretsValidator(line.Secrets)],
        [RuleCategories.Urls] = (line, options) => [new UrlValidator(line.IsFor(RuleCategories.Urls) ? line.Urls : options.Urls)],
        [RuleCategories.Exfiltration] = (line, options) =>
            [new ExfiltrationValidator(line.IsFor(RuleCategories.Exfiltration) ? line.Exfiltration : options.Exfiltration)],
        [RuleCategories.Language] = (line, options) => [new LanguageValidator(line.IsFor(RuleCategories.Language) ? line.Languages : options.Languages)],
        [RuleCategories.Repetition] = (line, options) =>
            [new RepetitionValidator(line.IsFor(RuleCategories.Repetition) ? line.Repetition : options.Repetition)],
        [RuleCategories.Banned] = (line, options) => line.IsFor(RuleCategories.Banned) ? line.Banned.Create() : [new BannedTextValidator(options.Banned)],
    };

    /// <summary>The groups that have validators, in the order of their documentation.</summary>
    public static IReadOnlyList<string> Groups { get; } = [.. RuleCategories.All.Where(group =>
        WithSettings.ContainsKey(group) || BuiltInValidators.Text.ContainsKey(group) || BuiltInValidators.Tools.ContainsKey(group)
        || group == RuleCategories.Suffix)];

    /// <summary>The rules with an id, or with the entity type that goes with it.</summary>
    public static IReadOnlyCollection<string> RulesNamed(string name)
    {
        var options = new OutputValidationOptions();
        IEnumerable<string> rules = Groups.SelectMany(group => Text(group, LineSettings.None, options).SelectMany(validator => validator.Rules)
            .Concat(Tools(group).SelectMany(validator => validator.Rules)));
        rules = rules.Append(SuffixModel.RuleId);
        return [.. rules.Where(rule => Is(name, rule) || Is(name, TypeOf(rule))).Distinct()];
    }

    /// <summary>Validators of texts.</summary>
    public static IEnumerable<ITextValidator> Text(string group, LineSettings line, OutputValidationOptions options)
        => WithSettings.TryGetValue(group, out Maker? make) ? make(line, options) : Plain(group);

    /// <summary>Validators of texts as applications get them: the pipeline gives them the settings of the options.</summary>
    public static IEnumerable<ITextValidator> Default(string group, LineSettings line, OutputValidationOptions options)
        => line.IsFor(group) ? Text(group, line, options) : Plain(group);

    /// <summary>Validators of tool calls.</summary>
    public static IEnumerable<IToolCallValidator> Tools(string group)
        => BuiltInValidators.Tools.TryGetValue(group, out Func<IEnumerable<IToolCallValidator>>? make) ? make() : [];

    private static IEnumerable<ITextValidator> Plain(string group)
        => BuiltInValidators.Text.TryGetValue(group, out Func<IEnumerable<ITextValidator>>? make) ? make() : [];

    private static bool Is(string name, string known) => name.Equals(known, StringComparison.OrdinalIgnoreCase);

    // Each entity type is named like the rule behind it.
    private static string TypeOf(string rule) => rule[(rule.IndexOf('.', StringComparison.Ordinal) + 1)..].Replace('-', '_');
}
