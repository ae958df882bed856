using Hymba.Validation.Policies;
using Hymba.Validation.Tests.Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hymba.Validation.Tests.Policies;

public sealed class OptionsTests
{
    [Fact]
    public void All_errors_come_together()
    {
        var options = new OutputValidationOptions
        {
            MaxOpenLength = 1,
            MaxRetries = 9,
            ValidatorTimeout = TimeSpan.Zero,
            HashKey = "c2hvcnQ=",
            BlockedMessage = " ",
        };
        options.Policies.Add(new PolicyRule { Category = "pii", Action = ValidationAction.Replace, MinConfidence = 2 });
        options.Policies.Add(new PolicyRule { Category = "pii", Action = ValidationAction.RequireApproval });
        options.Policies.Add(new PolicyRule { Rule = "pii.unknown", Category = "secrets" });
        options.Policies.Add(new PolicyRule { Category = "unknown" });
        var error = Assert.Throws<OptionsValidationException>(() => Pipelines.Make(options, []));
        Assert.Equal(
            [
                "ValidatorTimeout is 00:00:00; it must be above 0 and at most 10 minutes, or infinite.",
                "MaxOpenLength is 1; it must be from 256 to 1048576.",
                "MaxRetries is 9; it must be from 0 to 5.",
                "HashKey has 5 bytes of Base64; it must have at least 16.",
                "BlockedMessage is empty; it must say something.",
                "Policies[0]: MinConfidence is 2; it must be from 0 to 1.",
                "Policies[0]: Action is Replace and there is no Replacement; it may be empty, not missing.",
                "Policies[1]: Action is RequireApproval for 'pii'; only findings of 'tools' can wait for approval.",
                "Policies[2]: Rule 'pii.unknown' is not in category 'secrets'.",
                "Policies[2]: Rule 'pii.unknown' is reported by no validator.",
            ],
            error.Failures.Take(10));
        Assert.StartsWith("Policies[3]: Category 'unknown' is not known;", error.Failures.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_in_place_of_a_name_is_an_error()
    {
        var options = new OutputValidationOptions
        {
            Streaming = (StreamingMode)7,
            OnFailure = (FailureMode)7,
            Poisoned = (PoisonedContent)7,
            HashKey = Convert.ToBase64String(new byte[2_000]),
        };
        options.Policies.Add(new PolicyRule { Category = "pii", MinSeverity = (Severity)7, Roles = { (TextRole)7 } });
        var error = Assert.Throws<OptionsValidationException>(() => Pipelines.Make(options, []));
        Assert.Equal(
            [
                "Streaming is 7; it must be one of Guarded, Buffered.",
                "OnFailure is 7; it must be one of Closed, Open.",
                "Poisoned is 7; it must be one of Drop, Fence, Block.",
                "Policies[0]: MinSeverity is 7; it must be one of Information, Low, Medium, High.",
                "Policies[0]: Roles is 7; it must be one of Assistant, User, Tool, Document.",
            ],
            error.Failures);
    }

    [Fact]
    public void What_configuration_says_wrongly_comes_together_with_all_else()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Preset"] = "Nope",
            ["MaxRetries"] = "99",
            ["MaxOpenLength"] = "abc",
            ["ValidatorTimeout"] = "soon",
            ["UseCanary"] = "perhaps",
            ["Presett"] = "Strict",
            ["Judges:0"] = "x",
            ["Languages"] = "en",
            ["Urls:BlockUserInfo:Deep"] = "1",
            ["Repetition"] = "off",
            ["Policies:0:Action"] = "Explode",
            ["Policies:0:Categorie"] = "pii",
        };
        using var services = new ServiceCollection()
            .AddOutputValidation(section: new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<ValidationPipeline>());
        Assert.Equal(12, error.Failures.Count());
        foreach (var part in new[]
        {
            "Preset is 'Nope'; it must be one of None, Standard", "MaxRetries is 99", "MaxOpenLength is 'abc'; it must be a whole number",
            "ValidatorTimeout is 'soon'; it must be a time", "UseCanary is 'perhaps'; it must be true or false", "'Presett' is no option; there are Preset, ",
            "'Judges' can be set in code only", "Languages is 'en'; it must be a list", "Urls:BlockUserInfo has parts of its own", "Repetition is 'off'; it must be an object",
            "Policies:0:Action is 'Explode'; it must be one of", "'Policies:0:Categorie' is no option",
        })
        {
            Assert.Contains(error.Failures, failure => failure.StartsWith(part, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Preset", "Nope")]
    [InlineData("ValidatorTimeout", "soon")]
    [InlineData("Policies:0:Categorie", "pii")]
    public async Task Configuration_that_becomes_unreadable_is_reported_once_and_not_used(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Preset"] = "None",
            ["Policies:0:Category"] = "secrets",
            ["Policies:0:Action"] = "Redact",
        }).Build();
        var log = new LogRecorder();
        using var services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(log)
            .AddOutputValidation(section: configuration)
            .AddTextValidator(new LiteralFinder("secrets.word", "secret"))
            .BuildServiceProvider();
        var pipeline = services.GetRequiredService<ValidationPipeline>();
        configuration[key] = value;
        Record.Exception(configuration.Reload);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("a <WORD>", (await pipeline.ValidateAsync("a secret", Pipelines.Reply)).Text);
        }

        Assert.Single(log.Lines, line => line.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Policies_come_from_configuration_and_follow_it()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Preset"] = "None",
            ["Policies:0:Category"] = "secrets",
            ["Policies:0:Action"] = "Redact",
            ["Policies:0:Style"] = "Mask",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection()
            .AddOutputValidation(section: configuration)
            .AddTextValidator(new LiteralFinder("secrets.word", "secret"))
            .BuildServiceProvider();
        var pipeline = services.GetRequiredService<ValidationPipeline>();
        async Task<string> ValidateAsync() => (await pipeline.ValidateAsync("a secret", Pipelines.Reply)).Text;

        Assert.Equal("a ******", await ValidateAsync());
        configuration["Policies:0:Style"] = "Placeholder";
        configuration.Reload();
        Assert.Equal("a <WORD>", await ValidateAsync());

        configuration["Policies:0:MinConfidence"] = "7";
        Record.Exception(configuration.Reload);
        Assert.Equal("a <WORD>", await ValidateAsync());

        configuration["Policies:0:MinConfidence"] = "0";
        configuration["Policies:0:Action"] = "Block";
        configuration.Reload();
        Assert.DoesNotContain("secret", await ValidateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_the_same_for_the_same_value_and_key()
    {
        var line = Pipelines.On("secrets", ValidationAction.Redact);
        line.Style = RedactionStyle.Token;
        ITextValidator[] validators = [new LiteralFinder("secrets.word", "secret", "other")];
        var result = await Pipelines.Make(Pipelines.Options(line), validators).ValidateAsync("secret other secret", Pipelines.Reply);
        var words = result.Text.Split(' ');
        Assert.Matches("^<WORD:[0-9a-f]{8}>$", words[0]);
        Assert.Equal(words[0], words[2]);
        Assert.NotEqual(words[0], words[1]);
        var keyed = Pipelines.Options(line);
        keyed.HashKey = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());
        Assert.NotEqual(words[0], (await Pipelines.Make(keyed, validators).ValidateAsync("secret", Pipelines.Reply)).Text);
    }
}
