using System.Text.Json.Nodes;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;

namespace Hymba.Inference.Tests.Checkpoint;

/// <summary>Writes the smallest golden's config with tensors of zeros, after some change, into a directory.</summary>
internal static class CheckpointBuilder
{
    /// <summary>Every tensor the config calls for.</summary>
    public static List<SafetensorsTensor> Tensors(byte[] config, SafetensorsDtype dtype = SafetensorsDtype.BF16)
        => [.. TensorNames.Expected(HymbaConfigReader.Parse("config.json", config)).Select(tensor => new SafetensorsTensor(tensor.Name, dtype, tensor.Shape))];

    /// <summary>A whole checkpoint of one file; <paramref name="change"/> edits its tensors, <paramref name="settings"/> its config.</summary>
    public static void Write(
        TemporaryDirectory folder, Action<List<SafetensorsTensor>>? change = null, Action<JsonObject>? settings = null)
    {
        byte[] config = ConfigText.Small(settings ?? (_ => { }));
        folder.Write("config.json", config);
        List<SafetensorsTensor> tensors = Tensors(config);
        change?.Invoke(tensors);
        WriteFile(folder["model.safetensors"], tensors);
    }

    /// <summary>The same in two shards; <paramref name="changeMap"/> edits the index's weight_map.</summary>
    public static void WriteShards(TemporaryDirectory folder, Action<JsonObject>? changeMap = null)
    {
        byte[] config = ConfigText.Small(_ => { });
        folder.Write("config.json", config);
        SafetensorsTensor[][] shards = [.. Tensors(config).Chunk(80)];
        var map = new JsonObject();
        for (int i = 0; i < shards.Length; i++)
        {
            string name = $"model-{i + 1:D5}-of-{shards.Length:D5}.safetensors";
            WriteFile(folder[name], shards[i]);
            Array.ForEach(shards[i], tensor => map[tensor.Name] = name);
        }

        changeMap?.Invoke(map);
        folder.Write("model.safetensors.index.json", new JsonObject { ["metadata"] = new JsonObject(), ["weight_map"] = map }.ToJsonString());
    }

    /// <summary>One file; byte i of it is i modulo 251, so that places can be told apart.</summary>
    public static void WriteFile(string path, IReadOnlyList<SafetensorsTensor> tensors)
    {
        using var writer = new SafetensorsWriter(path, tensors);
        long position = 0;
        foreach (SafetensorsTensor tensor in tensors)
        {
            byte[] bytes = new byte[tensor.ByteLength];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)(position++ % 251);
            }

            writer.Write(bytes);
        }

        writer.Complete();
    }
}
