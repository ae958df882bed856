namespace Hymba.Cli.Tests.Verbs;

/// <summary>A --model that is none: every verb says what is wrong with it.</summary>
public sealed class ModelPathTests
{
    private static readonly string[][] WeightVerbs =
    [
        ["inspect"],
        ["logits", "--tokens", "1", "--out", "never-written.safetensors"],
        ["generate", "--prompt", "x"],
        ["generate", "--tokens", "1"],
        ["chat"],
        ["score", "--file", "-"],
        ["bench"],
    ];

    private static readonly string[][] TokenizerVerbs = [["tokenize"], ["detokenize"], ["template"]];

    [Fact]
    public async Task A_path_that_is_not_there()
    {
        using var folder = new TemporaryFolder();
        await AllFailAsync(WeightVerbs, folder["none"], folder["none"], "does not exist");
        await AllFailAsync(TokenizerVerbs, folder["none"], folder["none"]);
    }

    [Fact]
    public async Task An_empty_directory()
    {
        using var folder = new TemporaryFolder();
        await AllFailAsync(WeightVerbs, folder.Path, "the directory is empty");
        await AllFailAsync(TokenizerVerbs, folder.Path, "tokenizer.model");
    }

    [Theory]
    [InlineData("model.gguf", "GGUF")]
    [InlineData("pytorch_model.bin", "PyTorch")]
    public async Task Weights_in_another_format(string name, string format)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write(name, "GGUF....");
        await AllFailAsync(WeightVerbs, file, format);
        File.Copy(Path.Combine(ToolRun.IdModel, "config.json"), folder["config.json"]);
        await AllFailAsync(WeightVerbs, folder.Path, format, "model.safetensors");
    }

    [Fact]
    public async Task Damaged_weights()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(ToolRun.IdModel, "config.json"), folder["config.json"]);
        folder.Write("model.safetensors", "no safetensors at all");
        await AllFailAsync([["inspect"], ["generate", "--tokens", "1"]], folder.Path, "model.safetensors");
    }

    [Fact]
    public async Task Text_without_a_tokenizer()
    {
        await AllFailAsync([["generate", "--prompt", "x"], ["chat"], ["score", "--file", "-"]], ToolRun.IdModel, "no tokenizer.model");
        await AllFailAsync([["generate", "--prompt", "x"]], ToolRun.IdModel, "--tokens");
    }

    private static async Task AllFailAsync(string[][] verbs, string model, params string[] parts)
    {
        foreach (string[] verb in verbs)
        {
            (await ToolRun.WithInputAsync("text", [.. verb, "--model", model])).Failed(ExitCode.Failure, parts);
        }
    }
}
