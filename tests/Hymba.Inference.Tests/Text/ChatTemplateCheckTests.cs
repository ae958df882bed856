using System.Text.Json;
using Hymba.Inference.Text;

namespace Hymba.Inference.Tests.Text;

public class ChatTemplateCheckTests
{
    private static readonly string Implemented = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(RealTokenizer.Folder, "tokenizer_config.json")))
        .RootElement.GetProperty("chat_template").GetString()!;

    [Fact]
    public void The_implemented_template_is_accepted_in_every_place()
    {
        Load("tokenizer_config.json", JsonSerializer.Serialize(new { chat_template = Implemented }));
        Load("tokenizer_config.json", """{"chat_template": null}""");
        Load("chat_template.jinja", Implemented);
        var named = new[] { new { name = "tool_use", template = "other" }, new { name = "default", template = Implemented } };
        Load("tokenizer_config.json", JsonSerializer.Serialize(new { chat_template = named }));
        Load("unrelated.txt", "");
    }

    [Fact]
    public void Another_template_is_refused_and_named()
    {
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("other"u8));
        Assert.Contains(hash, Refusal("tokenizer_config.json", """{"chat_template": "other"}"""), StringComparison.Ordinal);
        Assert.Contains(hash, Refusal("chat_template.jinja", "other"), StringComparison.Ordinal);
        Refusal("tokenizer_config.json", """{"chat_template": [{"name": "rag", "template": "x"}]}""");
        Refusal("tokenizer_config.json", """{"chat_template": 5}""");
    }

    private static string Refusal(string file, string text) => Assert.Throws<ModelLoadException>(() => Load(file, text)).Message;

    private static void Load(string file, string text)
    {
        using var model = new SmallModel("ab");
        model.WriteText(file, text);
        Assert.NotNull(ChatTemplate.Load(model.Folder, RealTokenizer.Instance));
    }
}
