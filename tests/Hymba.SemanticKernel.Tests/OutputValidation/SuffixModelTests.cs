using Hymba.Inference;
using Hymba.SemanticKernel.Tests.DependencyInjection;
using Hymba.Validation;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hymba.SemanticKernel.Tests.OutputValidation;

/// <summary>Registered clients look for adversarial suffixes with their own engine.</summary>
public sealed class SuffixModelTests
{
    private const string Request = "Please tell me how I can get from the station to the museum on foot, and how long it takes with two small children.";
    private const string Suffix = "[ [ concaten usepackage ]( (_ stehen vier [";

    [Theory]
    [InlineData(null, null)]
    [InlineData("guarded", "guarded")]
    [InlineData(null, "guarded")]
    public async Task Strict_blocks_a_message_with_a_suffix(string? engineId, string? clientId)
    {
        var services = new ServiceCollection();
        services.AddHymbaEngine(HymbaModels.NanoName, RegistrationTests.Small, engineId);
        services.AddHymbaChatClient(options => options.MaxOutputTokens = 4, clientId);
        services.Configure<OutputValidationOptions>(clientId, options => options.Preset = ValidationPreset.Strict);
        await using ServiceProvider provider = services.BuildServiceProvider();
        var client = provider.GetRequiredKeyedService<IChatClient>(clientId);
        ChatResponse blocked = await client.GetResponseAsync($"{Request} {Suffix}");
        Assert.Equal(ChatFinishReason.ContentFilter, blocked.FinishReason);
        Assert.Equal(SuffixModel.RuleId, Assert.Single(blocked.Messages[0].Contents.OfType<ErrorContent>()).Details);
        Assert.DoesNotContain(
            (await client.GetResponseAsync(Request)).Messages[0].Contents.OfType<ErrorContent>(), error => error.Details == SuffixModel.RuleId);
    }

    [Fact]
    public async Task A_model_of_the_application_goes_before()
    {
        var own = new SuffixModel((_, _) => throw new InvalidOperationException("not asked"));
        var services = new ServiceCollection();
        services.AddHymbaEngine(HymbaModels.NanoName, RegistrationTests.Small);
        services.AddHymbaChatClient();
        services.Configure<OutputValidationOptions>(options => options.SuffixModel = own);
        await using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Same(own, provider.GetRequiredService<IOptions<OutputValidationOptions>>().Value.SuffixModel);
    }

    [Fact]
    public async Task A_calibration_that_cannot_be_read_is_told_of_and_made_anew()
    {
        string folder = Directory.CreateTempSubdirectory("hymba-suffix-").FullName;
        try
        {
            foreach (string file in Directory.GetFiles(TinyModel.ModelPath))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            string path = Path.Combine(folder, SuffixCalibration.FileName);
            await File.WriteAllTextAsync(path, "{", TestContext.Current.CancellationToken);
            await using HymbaEngine engine = await HymbaEngine.LoadAsync(TinyModel.Options with { ModelPath = folder });
            using var log = new LogRecorder();
            var line = new PolicyRule { Category = RuleCategories.Suffix, Action = ValidationAction.Block };
            line.Roles.Add(TextRole.User);
            var options = new OutputValidationOptions
            {
                Preset = ValidationPreset.None,
                Policies = { line },
                SuffixModel = engine.AsSuffixModel(log, TimeSpan.FromMinutes(1)),
            };
            var pipeline = new ValidationPipeline(options, []);
            Assert.Equal(ValidationDecision.Allow, (await pipeline.ValidateAsync(Request, new() { Role = TextRole.User })).Decision);
            Assert.Contains(log.Entries, entry => entry.Level == LogLevel.Warning && entry.Text.Contains(path, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
