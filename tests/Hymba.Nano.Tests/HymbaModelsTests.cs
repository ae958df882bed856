using Hymba.Inference;
using Hymba.Inference.Generation;
using Hymba.Inference.Text;

namespace Hymba.Nano.Tests;

/// <summary>The model that is in the assembly, whatever its weights know.</summary>
public sealed class HymbaModelsTests
{
    private const long MostBytes = 10_000_000;

    [Fact]
    public void Nano_is_a_checkpoint_directory()
    {
        string path = HymbaModels.Nano;

        Assert.Equal("nano", Path.GetFileName(path));
        Assert.Matches("^[0-9a-f]{40,}$", Path.GetFileName(Path.GetDirectoryName(path)));
        Assert.Equal(
            [
                "added_tokens.json", "config.json", "generation_config.json", "model.safetensors", "special_tokens_map.json",
                "suffix-calibration.json", "tokenizer.model", "tokenizer_config.json",
            ],
            Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(path, HymbaModels.Nano);
    }

    [Fact]
    public void Nano_is_small_enough_for_a_package()
        => Assert.InRange(Directory.GetFiles(HymbaModels.Nano).Sum(file => new FileInfo(file).Length), 1, MostBytes);

    [Fact]
    public async Task Nano_tokenizes_templates_and_generates()
    {
        HymbaTokenizer tokenizer = HymbaTokenizer.Load(HymbaModels.Nano);
        RenderedPrompt prompt = ChatTemplate.Load(HymbaModels.Nano, tokenizer).Render(new ChatPrompt([new ChatTurn(ChatTurnRole.User, "Hi, où es-tu?")]));
        int[] tokens = tokenizer.Encode(prompt.Text);
        Assert.Contains("où es-tu?", tokenizer.Decode(tokens), StringComparison.Ordinal);

        using HymbaEngine engine = await HymbaEngine.LoadAsync(
            new HymbaEngineOptions { ModelPath = HymbaModels.Nano, Threads = 1 }, cancellationToken: TestContext.Current.CancellationToken);
        GenerationResult result = await engine.GenerateAsync(
            new GenerationRequest { PromptTokens = tokens, MaxNewTokens = 3, IgnoreEndTokens = true }, TestContext.Current.CancellationToken);
        Assert.Equal(3, result.Tokens.Count);
        Assert.True(engine.Config.ContextTokens >= 2048);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nano")]
    [InlineData("Nano")]
    [InlineData("NANO")]
    public void The_name_and_nothing_mean_Nano(string? name) => Assert.Equal(HymbaModels.Nano, HymbaModels.Resolve(name));

    [Theory]
    [InlineData("./nano")]
    [InlineData("nano/")]
    [InlineData("/models/nano")]
    [InlineData(" ")]
    [InlineData("nano2")]
    [InlineData("hymba-1.5b-base")]
    public void All_else_is_a_path(string path) => Assert.Equal(path, HymbaModels.Resolve(path));
}
