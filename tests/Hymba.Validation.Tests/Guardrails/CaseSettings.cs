using System.Text.Json;
using Hymba.Validation.Repetition;
using Hymba.Validation.Urls;

namespace Hymba.Validation.Tests.Guardrails;

/// <summary>The settings that cases ask for, in the words of their sources.</summary>
internal static class CaseSettings
{
    public static string[] Strings(this JsonElement element, string name)
        => element.TryGetProperty(name, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];

    public static JsonElement Config(this GuardrailCase item)
        => item.Data.TryGetProperty("config", out var config) ? config : JsonElement.Parse("{}");

    public static UrlPolicyOptions Urls(GuardrailCase item)
    {
        var config = item.Config();
        return new UrlPolicyOptions
        {
            AllowList = config.Strings("url_allow_list"),
            AllowedSchemes = config.TryGetProperty("allowed_schemes", out _) ? config.Strings("allowed_schemes") : ["https"],
            BlockUserInfo = !config.TryGetProperty("block_userinfo", out var block) || block.GetBoolean(),
            AllowSubdomains = config.TryGetProperty("allow_subdomains", out var allow) && allow.GetBoolean(),
        };
    }

    public static RepetitionOptions Repetition(GuardrailCase item)
    {
        var config = item.Config();
        return new RepetitionOptions
        {
            MaxCharacters = config.TryGetProperty("max_chars", out var characters) ? characters.GetInt32() : null,
            MaxRepetitionRatio = config.TryGetProperty("max_repetition_ratio", out var ratio) ? ratio.GetDouble() : null,
            GroupWords = config.TryGetProperty("ngram_size", out var size) ? size.GetInt32() : 3,
            MaxWords = config.TryGetProperty("max_minutes", out var minutes)
                ? (int)(minutes.GetDouble() * config.GetProperty("words_per_minute").GetInt32())
                : null,
        };
    }

    /// <summary>The type of personal data that a case is about, where its kind does not say.</summary>
    public static string EntityType(GuardrailFile file, GuardrailCase item)
        => item.String("entity") is { Length: > 0 } type ? type : file.Kind["pii/".Length..];
}
