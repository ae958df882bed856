using Hymba.Validation;
using Hymba.Validation.Deobfuscation;
using Hymba.Validation.Policies;
using Microsoft.Extensions.Options;

namespace Hymba.Cli.Validating;

/// <summary>Makes the pipelines of a run, one for all lines with the same settings. Not thread-safe.</summary>
/// <param name="options">Makes the options of a pipeline.</param>
/// <param name="selection">The rules that run, whatever the policies; null: those of the policies.</param>
/// <param name="annotates">Whether what chosen rules find is reported and stays.</param>
/// <param name="model">Looks for adversarial suffixes where rules of their group run; null: nobody does.</param>
internal sealed class PipelineFactory(Func<OutputValidationOptions> options, RuleSelection? selection, bool annotates, SuffixModel? model = null)
{
    private const int MostKept = 64;

    private readonly Dictionary<string, ValidationPipeline> _pipelines = new(StringComparer.Ordinal);

    /// <summary>The pipeline for some settings.</summary>
    /// <exception cref="ToolException">The options or the settings are wrong.</exception>
    public ValidationPipeline Get(LineSettings settings)
    {
        if (_pipelines.TryGetValue(settings.Source, out ValidationPipeline? known))
        {
            return known;
        }

        if (_pipelines.Count == MostKept)
        {
            _pipelines.Clear();
        }

        try
        {
            return _pipelines[settings.Source] = selection is null ? Make(settings) : Make(settings, selection);
        }
        catch (OptionsValidationException error)
        {
            throw new ToolException(string.Join(' ', error.Failures), error);
        }
        catch (ArgumentException error)
        {
            throw new ToolException($"config: {error.Message.Split(" (Parameter ")[0]}", error);
        }
    }

    /// <summary>What is wrong with the options, whatever a line sets.</summary>
    public IEnumerable<string> Failures()
    {
        try
        {
            Get(LineSettings.None);
            return [];
        }
        catch (ToolException error)
        {
            return error.InnerException is OptionsValidationException wrong ? wrong.Failures : [error.Message];
        }
    }

    private static bool IsMeant(string group, LineSettings settings)
        => settings.Scanner is null || Scanners.GroupOf(settings.Scanner) is not { } only || only == group;

    /// <summary>Options from which the pipeline makes no validators of its own besides those made here.</summary>
    private static void LeaveOut(OutputValidationOptions options, bool urls, bool banned)
    {
        if (urls)
        {
            options.Urls.AllowList.Clear();
        }

        if (banned)
        {
            options.Banned.Substrings.Clear();
            options.Banned.Patterns.Clear();
        }
    }

    private ValidationPipeline Make(LineSettings settings)
    {
        OutputValidationOptions full = options();
        ITextValidator[] texts =
        [
            .. ValidatorSet.Groups.Where(group => IsMeant(group, settings)).SelectMany(group => ValidatorSet.Default(group, settings, full)),
        ];
        LeaveOut(full, settings.IsFor(RuleCategories.Urls), settings.IsFor(RuleCategories.Banned));
        full.SuffixModel = IsMeant(RuleCategories.Suffix, settings) ? model : null;
        return new ValidationPipeline(full, texts, ValidatorSet.Groups.SelectMany(ValidatorSet.Tools));
    }

    private ValidationPipeline Make(LineSettings settings, RuleSelection chosen)
    {
        OutputValidationOptions full = options();
        string[] groups = [.. chosen.Groups.Where(group => IsMeant(group, settings))];
        ITextValidator[] texts =
        [
            .. groups.SelectMany(group => ValidatorSet.Text(group, settings.ForTypes(group == RuleCategories.Pii ? chosen.Single(group) : null), full))
                .SelectMany(validator => VisibleTextValidator.Parts(validator, chosen)),
        ];
        IToolCallValidator[] tools =
        [
            .. groups.SelectMany(ValidatorSet.Tools)
                .Select(validator => validator.Rules.All(chosen.Takes) ? validator : new ChosenToolRules(validator, chosen))
                .Where(validator => validator.Rules.Count > 0),
        ];
        LeaveOut(full, urls: true, banned: true);
        full.SuffixModel = groups.Contains(RuleCategories.Suffix) ? model : null;
        full.Preset = ValidationPreset.None;
        full.Policies.Clear();
        foreach (PolicyRule line in annotates ? [Line(ValidationAction.Annotate)] : Lines(texts, tools))
        {
            full.Policies.Add(line);
        }

        return new ValidationPipeline(full, texts, tools);
    }

    private static IEnumerable<PolicyRule> Lines(ITextValidator[] texts, IToolCallValidator[] tools)
    {
        yield return Line(ValidationAction.Redact);
        foreach (string hidden in texts.SelectMany(validator => validator.Rules).Intersect(HiddenCharacters.Rules.Select(rule => rule.Id)))
        {
            yield return Line(ValidationAction.Replace, rule: hidden, replacement: string.Empty);
        }

        yield return Line(ValidationAction.Replace, RuleCategories.Banned, replacement: "[REDACTED]");
        yield return Line(ValidationAction.Block, RuleCategories.Tools);
        if (tools.Any(validator => validator.Rules.Contains(ToolRules.ApprovalRequired)))
        {
            yield return Line(ValidationAction.RequireApproval, rule: ToolRules.ApprovalRequired);
        }
    }

    private static PolicyRule Line(ValidationAction action, string? category = null, string? rule = null, string? replacement = null)
    {
        var line = new PolicyRule { Action = action, Category = category, Rule = rule, Replacement = replacement };
        foreach (TextRole role in Enum.GetValues<TextRole>())
        {
            line.Roles.Add(role);
        }

        return line;
    }
}
