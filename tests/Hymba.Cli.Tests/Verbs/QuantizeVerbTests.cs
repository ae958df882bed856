using System.Text.Json;

namespace Hymba.Cli.Tests.Verbs;

public sealed class QuantizeVerbTests
{
    [Fact]
    public async Task The_file_lies_beside_the_checkpoint_and_is_used()
    {
        using var folder = new TemporaryFolder();
        string model = Path.Combine(folder.Path, "model");
        Directory.CreateDirectory(model);
        foreach (string file in Directory.GetFiles(ToolRun.IdModel).Where(file => Path.GetExtension(file) is ".json" or ".safetensors"))
        {
            File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
        }

        string[] generate = ["generate", "--model", model, "--dtype", "int4", "--tokens", "5,6,7", "--max-tokens", "4", "--temperature", "0", "--json"];
        string before = Tokens((await ToolRun.StartAsync([.. generate])).Succeeded().Json);
        JsonElement json = (await ToolRun.StartAsync("quantize", "--model", model, "--weights", "int4", "--json")).Succeeded().Json;

        Assert.Equal(Path.Combine(model, "model.int4.safetensors"), json.GetProperty("file").GetString());
        Assert.Equal(new FileInfo(json.GetProperty("file").GetString()!).Length, json.GetProperty("bytes").GetInt64());
        Assert.Equal(before, Tokens((await ToolRun.StartAsync([.. generate])).Succeeded().Json));

        static string Tokens(JsonElement reply) => reply.GetProperty("token_ids").GetRawText();
    }

    [Fact]
    public async Task Other_types_are_refused()
        => (await ToolRun.StartAsync("quantize", "--model", ToolRun.IdModel, "--weights", "bf16")).Failed(ExitCode.Usage, "bf16");
}
