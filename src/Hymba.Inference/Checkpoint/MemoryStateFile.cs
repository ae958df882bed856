using Hymba.Inference.Model;
using Hymba.Inference.State;
using static TorchSharp.torch;

namespace Hymba.Inference.Checkpoint;

/// <summary>
/// The state after a model's memory tokens in a file, <c>model.int4.memory.safetensors</c>: computing it takes most of the time of a start with weights from a file.
/// </summary>
internal static class MemoryStateFile
{
    // Changes with the numbers that a pass over the memory tokens gives: a sequence goes on from them bit for bit.
    private const string Pass = "5";
    private const string PassKey = "hymba_memory_pass";

    /// <summary>Where the file of a type lies in a directory.</summary>
    public static string PathOf(string directory, HymbaDataType type)
        => Path.Combine(directory, $"model.{type.ToString().ToLowerInvariant()}.memory.safetensors");

    /// <summary>Writes the file; it appears complete or not at all.</summary>
    /// <param name="state">The state, on the CPU; borrowed.</param>
    /// <param name="checkpoint">The model it belongs to.</param>
    /// <param name="type">The type in which it was computed.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <exception cref="CheckpointWriteException">The disk is full or fails.</exception>
    public static void Write(SequenceState state, HymbaCheckpoint checkpoint, HymbaDataType type, string path)
    {
        (string Name, LazyTensor Values)[] tensors = [.. Tensors(state, checkpoint.Config)];
        using var writer = new SafetensorsWriter(
            path,
            [.. tensors.Select(tensor => new SafetensorsTensor(tensor.Name, Dtype(tensor.Values.Dtype), tensor.Values.Shape))],
            new Dictionary<string, string>(CheckpointFingerprint.Metadata(checkpoint, type)) { [PassKey] = Pass });
        foreach ((_, LazyTensor values) in tensors)
        {
            writer.Write(values.Bytes);
        }

        writer.Complete();
    }

    /// <summary>Reads the state; null where there is no file that was made from this checkpoint in this type.</summary>
    /// <exception cref="ModelLoadException">The file is damaged.</exception>
    public static SequenceState? TryLoad(HymbaCheckpoint checkpoint, HymbaDataType type, string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = SafetensorsFile.Open(path);
        if (!CheckpointFingerprint.Fits(file, checkpoint, type) || file.Metadata.GetValueOrDefault(PassKey) != Pass)
        {
            return null;
        }

        HymbaConfig config = checkpoint.Config;
        var state = SequenceState.Create(config, type.ToScalarType(), new Device(TorchSharp.DeviceType.CPU), capacityTokens: 0);
        try
        {
            foreach ((string name, LazyTensor values) in Tensors(state, config))
            {
                SafetensorsEntry? entry = file.Entries.GetValueOrDefault(name);
                if (entry is null || entry.ByteLength != values.ByteSize)
                {
                    throw new ModelLoadException(path, [$"tensor {MessageText.Quote(name)} is missing or not {values.ByteSize} bytes long."]);
                }

                file.Read(entry, values.Bytes);
            }

            state.Restore(config.MemoryTokens);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    private static IEnumerable<(string Name, LazyTensor Values)> Tensors(SequenceState state, HymbaConfig config)
    {
        foreach (LayerPlan plan in LayerPlan.For(config))
        {
            if (plan.IsProducer)
            {
                yield return ($"layers.{plan.Index}.keys", state.KeyValues(plan.Index).Keys);
                yield return ($"layers.{plan.Index}.values", state.KeyValues(plan.Index).Values);
            }

            yield return ($"layers.{plan.Index}.conv_inputs", state.Scan(plan.Index).ConvInputs);
            yield return ($"layers.{plan.Index}.ssm_state", state.Scan(plan.Index).State);
        }
    }

    private static SafetensorsDtype Dtype(ScalarType type) => type switch
    {
        ScalarType.BFloat16 => SafetensorsDtype.BF16,
        ScalarType.Float16 => SafetensorsDtype.F16,
        _ => SafetensorsDtype.F32,
    };
}
