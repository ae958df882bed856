using System.Text.Json;
using Hymba.Inference.Generation;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Hymba.SemanticKernel.Tests;

public sealed class HymbaPromptExecutionSettingsTests
{
    [Fact]
    public void FromExecutionSettings_OfNull_GivesDefaults()
    {
        HymbaPromptExecutionSettings settings = HymbaPromptExecutionSettings.FromExecutionSettings(null);
        Assert.Null(settings.Temperature);
        Assert.Null(settings.StopSequences);
        Assert.DoesNotContain("temperature", JsonSerializer.Serialize(settings), StringComparison.Ordinal);
    }

    [Fact]
    public void FromExecutionSettings_OfOwnKind_GivesTheSame()
    {
        var settings = Full();
        Assert.Same(settings, HymbaPromptExecutionSettings.FromExecutionSettings(settings));
    }

    [Fact]
    public void FromExecutionSettings_ReadsJsonNumbersAndTexts()
    {
        PromptExecutionSettings general = JsonSerializer.Deserialize<PromptExecutionSettings>(
            """{"temperature":"0.5","top_p":0.9,"top_k":3,"min_p":0.1,"repetition_penalty":"1.5","max_tokens":10,"seed":4,"stop_sequences":["a"],"priority":"Background","service_id":"s"}""")!;
        general.FunctionChoiceBehavior = FunctionChoiceBehavior.Auto();
        HymbaPromptExecutionSettings read = HymbaPromptExecutionSettings.FromExecutionSettings(general);
        Assert.Equal((0.5f, 0.9f, 3, 0.1f, 1.5f), (read.Temperature!.Value, read.TopP!.Value, read.TopK!.Value, read.MinP!.Value, read.RepetitionPenalty!.Value));
        Assert.Equal((10, 4L, "a", RequestPriority.Background, "s"), (read.MaxTokens!.Value, read.Seed!.Value, read.StopSequences![0], read.Priority!.Value, read.ServiceId));
        Assert.Same(general.FunctionChoiceBehavior, read.FunctionChoiceBehavior);
    }

    [Fact]
    public void FromExecutionSettings_OfWrongTypes_Throws()
        => Assert.Throws<ArgumentException>(() => HymbaPromptExecutionSettings.FromExecutionSettings(
            new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["temperature"] = "hot" } }));

    [Fact]
    public void Json_RoundTrips()
    {
        HymbaPromptExecutionSettings settings = Full();
        string json = JsonSerializer.Serialize(settings);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<HymbaPromptExecutionSettings>(json)));
        Assert.DoesNotContain("Documents", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Clone_CopiesEverything()
    {
        HymbaPromptExecutionSettings settings = Full();
        settings.Freeze();
        var clone = Assert.IsType<HymbaPromptExecutionSettings>(settings.Clone());
        Assert.Equal(JsonSerializer.Serialize(settings), JsonSerializer.Serialize(clone));
        Assert.Equal(settings.Documents, clone.Documents);
        Assert.Same(settings.FunctionChoiceBehavior, clone.FunctionChoiceBehavior);
        clone.Temperature = 1;
        clone.StopSequences!.Add("more");
        Assert.Single(settings.StopSequences!);

        // Every property that can be set is in the test: a new one must be added here and to Clone.
        Assert.All(typeof(HymbaPromptExecutionSettings).GetProperties().Where(p => p.CanWrite), p => Assert.NotNull(p.GetValue(settings)));
        Assert.All(typeof(HymbaPromptExecutionSettings).GetProperties().Where(p => p.CanWrite), p => Assert.NotNull(p.GetValue(clone)));
    }

    [Fact]
    public void Freeze_ForbidsEveryChange()
    {
        HymbaPromptExecutionSettings settings = Full();
        settings.Freeze();
        settings.Freeze();
        Assert.True(settings.IsFrozen);
        Assert.Throws<NotSupportedException>(() => settings.StopSequences!.Add("x"));
        foreach (System.Reflection.PropertyInfo property in typeof(HymbaPromptExecutionSettings).GetProperties().Where(p => p.CanWrite))
        {
            var thrown = Assert.Throws<System.Reflection.TargetInvocationException>(() => property.SetValue(settings, property.GetValue(settings)));
            Assert.IsType<InvalidOperationException>(thrown.InnerException);
        }
    }

    [Fact]
    public void ToChatOptions_KnowsEveryField()
    {
        ChatOptions options = Full().ToChatOptions(null)!;
        Assert.Equal((0.5f, 0.9f, 3, 10, 4L), (options.Temperature!.Value, options.TopP!.Value, options.TopK!.Value, options.MaxOutputTokens!.Value, options.Seed!.Value));
        Assert.Equal((0.1f, 0.2f), (options.FrequencyPenalty!.Value, options.PresencePenalty!.Value));
        Assert.Equal(["a"], options.StopSequences);
        Assert.IsType<ChatResponseFormatJson>(options.ResponseFormat);
    }

    private static HymbaPromptExecutionSettings Full() => new()
    {
        ModelId = "m",
        ServiceId = "s",
        ExtensionData = new Dictionary<string, object> { ["extra"] = 1 },
        FunctionChoiceBehavior = FunctionChoiceBehavior.None(),
        Temperature = 0.5f,
        TopP = 0.9f,
        TopK = 3,
        MinP = 0.1f,
        RepetitionPenalty = 1.5f,
        FrequencyPenalty = 0.1f,
        PresencePenalty = 0.2f,
        MaxTokens = 10,
        Seed = 4,
        StopSequences = ["a"],
        ResponseFormat = "json_object",
        ChatSystemPrompt = "Be kind.",
        Priority = RequestPriority.Background,
        FairShareKey = "k",
        Documents = [new HymbaDocument("d")],
    };
}
