using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hymba.Inference.Tests.Checkpoint;

/// <summary>The real model's config, or a small one, with some keys changed.</summary>
internal static class ConfigText
{
    /// <summary>The 1.5B config after <paramref name="change"/>.</summary>
    public static byte[] Real(Action<JsonObject> change) => Change("hymba-1.5b-config.json", change);

    /// <summary>The config of the smallest golden after <paramref name="change"/>.</summary>
    public static byte[] Small(Action<JsonObject> change) => Change("golden/tiny-a/config.json", change);

    /// <summary>The 1.5B config with one key set to a JSON value; "absent" removes the key.</summary>
    public static byte[] RealWith(string key, string json) => Real(config =>
    {
        if (json == "absent")
        {
            config.Remove(key);
        }
        else
        {
            config[key] = JsonNode.Parse(json);
        }
    });

    private static byte[] Change(string fixture, Action<JsonObject> change)
    {
        JsonObject config = JsonNode.Parse(File.ReadAllBytes(RepositoryFiles.Fixture(fixture)))!.AsObject();
        change(config);
        return Encoding.UTF8.GetBytes(config.ToJsonString(JsonSerializerOptions.Default));
    }
}
