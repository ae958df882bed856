using Microsoft.Extensions.Options;

namespace Hymba.Validation.Policies;

/// <summary>Finds everything that is wrong with the options.</summary>
/// <param name="rules">Ids of the rules that there are; null where that is not known.</param>
internal sealed class OptionsChecker(IReadOnlyCollection<string>? rules = null) : IValidateOptions<OutputValidationOptions>
{
    private const int LeastKeyBytes = 16;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OutputValidationOptions options)
        => Errors(options).ToList() is { Count: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;

    /// <summary>All errors, each with the value and the limit.</summary>
    public IEnumerable<string> Errors(OutputValidationOptions options)
    {
        foreach (var error in options.ConfigurationErrors)
        {
            yield return error;
        }

        foreach (var error in new[]
        {
            Defined(nameof(options.Preset), options.Preset),
            Defined(nameof(options.Streaming), options.Streaming ?? StreamingMode.Guarded),
            Defined(nameof(options.OnFailure), options.OnFailure),
            Defined(nameof(options.Poisoned), options.Poisoned),
        })
        {
            if (error is not null)
            {
                yield return error;
            }
        }

        if (options.ValidatorTimeout != Timeout.InfiniteTimeSpan
            && (options.ValidatorTimeout <= TimeSpan.Zero || options.ValidatorTimeout > TimeSpan.FromMinutes(10)))
        {
            yield return $"ValidatorTimeout is {options.ValidatorTimeout}; it must be above 0 and at most 10 minutes, or infinite.";
        }

        foreach (var error in new[]
        {
            Range(nameof(options.MaxOpenLength), options.MaxOpenLength, 256, 1 << 20),
            Range(nameof(options.MaxRetries), options.MaxRetries, 0, 5),
            Range(nameof(options.MaxRetryTokens), options.MaxRetryTokens, 1, 1 << 20),
        })
        {
            if (error is not null)
            {
                yield return error;
            }
        }

        if (options.HashKey is { } key && KeyLength(key) is var length && length < LeastKeyBytes)
        {
            // The key itself is a secret.
            yield return $"HashKey has {Math.Max(length, 0)} bytes of Base64; it must have at least {LeastKeyBytes}.";
        }

        if (string.IsNullOrWhiteSpace(options.BlockedMessage))
        {
            yield return "BlockedMessage is empty; it must say something.";
        }

        foreach (var error in SettingsChecker.Errors(options))
        {
            yield return error;
        }

        for (var i = 0; i < options.Policies.Count; i++)
        {
            foreach (var error in Errors(options.Policies[i]))
            {
                yield return $"Policies[{i}]: {error}";
            }
        }
    }

    private IEnumerable<string> Errors(PolicyRule line)
    {
        string?[] undefined =
        [
            Defined(nameof(line.Action), line.Action),
            Defined(nameof(line.Style), line.Style),
            Defined(nameof(line.MinSeverity), line.MinSeverity ?? Severity.Information),
            .. line.Roles.Select(role => Defined(nameof(line.Roles), role)),
        ];
        foreach (var error in undefined)
        {
            if (error is not null)
            {
                yield return error;
            }
        }

        if (line.MinConfidence is not (>= 0 and <= 1))
        {
            yield return FormattableString.Invariant($"MinConfidence is {line.MinConfidence}; it must be from 0 to 1.");
        }

        if (line.Action == ValidationAction.Replace && line.Replacement is null)
        {
            yield return "Action is Replace and there is no Replacement; it may be empty, not missing.";
        }

        var category = line.Category ?? (line.Rule is null ? null : PolicyTable.CategoryOf(line.Rule));
        if (line.Action == ValidationAction.RequireApproval && category != RuleCategories.Tools)
        {
            yield return $"Action is RequireApproval for '{category ?? "everything"}'; only findings of '{RuleCategories.Tools}' can wait for approval.";
        }

        if (line.Rule is not null && line.Category is not null && PolicyTable.CategoryOf(line.Rule) != line.Category)
        {
            yield return $"Rule '{line.Rule}' is not in category '{line.Category}'.";
        }

        if (rules is not null && line.Rule is { } rule && !rules.Contains(rule))
        {
            yield return $"Rule '{rule}' is reported by no validator.";
        }

        if (rules is not null && line is { Rule: null, Category: { } named }
            && !RuleCategories.All.Contains(named) && !rules.Any(known => PolicyTable.CategoryOf(known) == named))
        {
            yield return $"Category '{named}' is not known; known are {string.Join(", ", RuleCategories.All)} and those of own validators.";
        }
    }

    private static string? Defined<T>(string name, T value)
        where T : struct, Enum
        => Enum.IsDefined(value) ? null : $"{name} is {value}; it must be one of {string.Join(", ", Enum.GetNames<T>())}.";

    private static string? Range(string name, int value, int least, int most)
        => value < least || value > most ? $"{name} is {value}; it must be from {least} to {most}." : null;

    private static int KeyLength(string key)
    {
        return Convert.TryFromBase64String(key, new byte[key.Length], out var written) ? written : -1;
    }
}
