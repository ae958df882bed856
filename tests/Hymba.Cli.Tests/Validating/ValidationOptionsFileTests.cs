using System.Text.Json;
using Hymba.Cli.Validating;
using Hymba.Validation;
using Hymba.Validation.Policies;

namespace Hymba.Cli.Tests.Validating;

public sealed class ValidationOptionsFileTests
{
    [Fact]
    public void Every_kind_of_option_is_read()
    {
        OutputValidationOptions options = ValidationOptionsFile.Parse(
            """
            {
              // Only what differs.
              "preset": "rag", "ValidatorTimeout": "00:00:05", "onFailure": "Open", "MaxOpenLength": 512, "Streaming": "Buffered",
              "Policies": [ { "Category": "pii", "Action": "redact", "Style": "Token", "MinSeverity": "High", "Roles": [ "User", "Assistant" ] } ],
            }
            """,
            "f").Create();
        Assert.Equal(
            (ValidationPreset.Rag, TimeSpan.FromSeconds(5), FailureMode.Open, 512, StreamingMode.Buffered),
            (options.Preset, options.ValidatorTimeout, options.OnFailure, options.MaxOpenLength, options.Streaming));
        PolicyRule line = Assert.Single(options.Policies);
        Assert.Equal(("pii", ValidationAction.Redact, RedactionStyle.Token, Severity.High), (line.Category, line.Action, line.Style, line.MinSeverity));
        Assert.Equal([TextRole.User, TextRole.Assistant], line.Roles);
    }

    [Fact]
    public void What_is_not_said_keeps_its_default()
    {
        OutputValidationOptions options = ValidationOptionsFile.Parse("{}", "f").Create(), fresh = new();
        Assert.Equal((fresh.Preset, fresh.MaxOpenLength, fresh.BlockedMessage), (options.Preset, options.MaxOpenLength, options.BlockedMessage));
        Assert.Equal(TimeSpan.FromMinutes(1), options.ValidatorTimeout);
    }

    [Theory]
    [InlineData("""{"Presets":"Rag"}""", "Presets")]
    [InlineData("""{"Judges":[]}""", "Judges")]
    [InlineData("""{"Policies":[{"Categry":"pii"}]}""", "Policies[0]", "Categry")]
    [InlineData("""{"Preset":"lax"}""", "Preset: 'lax' is none of None, Standard, Rag, Agent, Strict.")]
    [InlineData("""{"Policies":[{"Action":3}]}""", "Policies[0].Action: ", "is none of Ignore, Annotate,")]
    [InlineData("""{"MaxOpenLength":"long"}""", "MaxOpenLength")]
    [InlineData("""{"ValidatorTimeout":5}""", "ValidatorTimeout")]
    [InlineData("""{"Preset":"Rag","Preset":"Rag"}""", "Preset")]
    [InlineData("null", "an object is needed")]
    [InlineData("{", "f")]
    public void What_is_wrong_is_named(string json, params string[] parts)
    {
        string message = Assert.Throws<ToolException>(() => ValidationOptionsFile.Parse(json, "f").ThrowIfWrong([])).Message;
        Assert.StartsWith("Cannot read 'f': ", message, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_errors_are_told_together()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder["options.json"],
            """
            {
              "preset": "lax", "Shoes": 1, "MaxRetries": 9, "Exfiltration": { "Hosts": [] },
              "Policies": [ { "Action": 3, "MinConfidence": 7 }, { "Categry": "pii", "Style": "Bold" }, { "Rule": "pii.shoe-size" } ],
              "Languages": [ "xx", 1, "en", true ], "HashKey": "abc"
            }
            """,
            TestContext.Current.CancellationToken);
        ToolRun run = await ToolRun.WithInputAsync("""{"text":"x"}""", "validate", "--config", folder["options.json"]);
        run.Failed(
            ExitCode.Failure, "preset: 'lax'", "'Shoes'", "MaxRetries is 9", "'Hosts'", "Policies[0].Action: Number", "Policies[0]: MinConfidence is 7",
            "'Categry'", "Policies[1].Style: 'Bold'", "'pii.shoe-size'", "Languages[1]: ", "Languages[3]: ", "HashKey has");
    }

    [Theory]
    [InlineData("""{"MaxOpenLength":1}""", "MaxOpenLength is 1; it must be from 256 to 1048576.")]
    [InlineData("""{"Policies":[{"Rule":"pii.shoe-size"}]}""", "Rule 'pii.shoe-size' is reported by no validator.")]
    public async Task Options_are_checked_before_the_first_line(string json, string part)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["options.json"], json, TestContext.Current.CancellationToken);
        ToolRun run = await ToolRun.WithInputAsync("""{"text":"x"}""", "validate", "--config", folder["options.json"]);
        run.Failed(ExitCode.Failure, part);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Policies_of_the_file_hold_and_the_preset_of_the_command_line_wins()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder["options.json"], """{"Preset":"Strict","Policies":[{"Category":"pii","Action":"Replace","Replacement":"[-]"}]}""",
            TestContext.Current.CancellationToken);
        const string Lines = """
            {"text":"ada@example.com"}
            {"text":"ada@example.com","role":"user"}
            """;
        ToolRun strict = await ToolRun.WithInputAsync(Lines, "validate", "--config", folder["options.json"]);
        ToolRun none = await ToolRun.WithInputAsync(Lines, "validate", "--config", folder["options.json"], "--preset", "None");
        Assert.Equal(["[-]", "<EMAIL_ADDRESS>"], Texts(strict.Succeeded()));
        Assert.Equal(["[-]", "ada@example.com"], Texts(none.Succeeded()));
    }

    private static IEnumerable<string> Texts(ToolRun run)
        => run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!);
}
