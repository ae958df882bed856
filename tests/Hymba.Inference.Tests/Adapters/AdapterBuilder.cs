using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Hymba.Inference.Adapters;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Model;
using Hymba.Inference.Tests.Checkpoint;

namespace Hymba.Inference.Tests.Adapters;

/// <summary>Writes an adapter of rank 2 for the input projections of a golden model, after some change.</summary>
internal static class AdapterBuilder
{
    public const int Rank = 2;

    /// <summary>The names of all adapted weights.</summary>
    public static string[] Weights(HymbaConfig config)
        => [.. TensorNames.Expected(config).Select(tensor => tensor.Name).Where(name => LoraTargets.Of(name) == "in_proj")];

    /// <summary>Writes both files; element i of every factor is <paramref name="value"/> (name, i).</summary>
    public static void Write(
        TemporaryDirectory folder,
        HymbaConfig config,
        Func<string, int, float> value,
        Action<JsonObject>? settings = null,
        Action<List<SafetensorsTensor>>? change = null)
    {
        LoraConfigFile.Write(folder.Path, new LoraConfig(Rank, 8, ["in_proj"], "base"));
        JsonObject json = JsonNode.Parse(File.ReadAllText(folder[LoraConfigFile.Name]))!.AsObject();
        settings?.Invoke(json);
        folder.Write(LoraConfigFile.Name, json.ToJsonString());
        var shapes = TensorNames.Expected(config).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        List<SafetensorsTensor> tensors = [.. Weights(config).SelectMany(name => new[]
        {
            new SafetensorsTensor(LoraNames.First(name), SafetensorsDtype.F32, [Rank, shapes[name][1]]),
            new SafetensorsTensor(LoraNames.Second(name), SafetensorsDtype.F32, [shapes[name][0], Rank]),
        })];
        change?.Invoke(tensors);
        using var writer = new SafetensorsWriter(folder[LoraAdapter.WeightsName], tensors);
        foreach (SafetensorsTensor tensor in tensors)
        {
            float[] values = [.. Enumerable.Range(0, (int)(tensor.ByteLength / sizeof(float))).Select(i => value(tensor.Name, i))];
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        writer.Complete();
    }
}
