using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hymba.Inference.Checkpoint;

namespace Hymba.Inference.Text;

/// <summary>Notices a checkpoint whose chat template is not the one that <see cref="ChatTemplate"/> implements.</summary>
internal static class ChatTemplateCheck
{
    private const string FileName = "chat_template.jinja";
    private const string Implemented = "2304588c46939e3db49efe4bee8a85970e0b8d2c182aed45b266169642a5b12c";

    /// <exception cref="ModelLoadException">The checkpoint has another template, or a damaged file.</exception>
    public static void Require(string modelDirectory)
    {
        string file = Path.Combine(modelDirectory, FileName);
        if (File.Exists(file))
        {
            Compare(file, Encoding.UTF8.GetString(SmallFile.Read(file)));
        }

        string config = Path.Combine(modelDirectory, TokenizerSettings.ConfigFileName);
        TokenizerSettings.ReadJson(config, root =>
        {
            if (root.TryGetProperty("chat_template", out JsonElement template) && template.ValueKind is not JsonValueKind.Null)
            {
                Compare(config, Default(template));
            }
        });
    }

    // A checkpoint may name several templates; the one called default counts.
    private static string Default(JsonElement template) => template.ValueKind is JsonValueKind.Array
        ? template.EnumerateArray().First(entry => entry.GetProperty("name").GetString() == "default").GetProperty("template").GetString()!
        : template.GetString()!;

    private static void Compare(string path, string template)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template)));
        if (hash != Implemented)
        {
            throw new ModelLoadException(
                path,
                [$"the chat template (SHA-256 {hash}) is not the one implemented here ({Implemented}); render prompts yourself."]);
        }
    }
}
