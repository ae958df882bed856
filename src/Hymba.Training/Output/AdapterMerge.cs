using Hymba.Inference;
using Hymba.Inference.Adapters;
using Hymba.Inference.Checkpoint;
using Hymba.Inference.Native;
using Microsoft.Extensions.Logging.Abstractions;
using static TorchSharp.torch;

namespace Hymba.Training.Output;

/// <summary>Makes a checkpoint directory of a checkpoint and its LoRA adapter.</summary>
internal static class AdapterMerge
{
    /// <summary>
    /// Writes config, tokenizer files and merged weights, each in the type that it has in the checkpoint. The sum is taken in float32. Holds one
    /// tensor at a time.
    /// </summary>
    /// <param name="modelPath">The checkpoint that the adapter was trained on.</param>
    /// <param name="adapterPath">The adapter, in PEFT's format.</param>
    /// <param name="output">Must not exist, or be empty; appears complete or not at all.</param>
    /// <param name="cancellationToken">Stops between two tensors and removes what was written.</param>
    /// <returns>How many matrices changed.</returns>
    /// <exception cref="ModelLoadException">Checkpoint or adapter cannot be used, or they do not fit.</exception>
    /// <exception cref="CheckpointWriteException">The target is not empty, or the disk is full or fails.</exception>
    public static int Write(string modelPath, string adapterPath, string output, CancellationToken cancellationToken)
    {
        using HymbaCheckpoint checkpoint = HymbaCheckpoint.Open(modelPath);
        using LoraAdapter adapter = LoraAdapter.Open(adapterPath, checkpoint.Config);
        TorchRuntime.EnsureLoaded(NullLogger.Instance);
        AtomicDirectory.Write(output, building => ModelWriter.WriteModel(
            building, CheckpointFiles.Locate(modelPath).ConfigPath, checkpoint.Config, Load, name => checkpoint.Entry(name).Dtype));
        return adapter.Weights.Count;

        Tensor Load(string name)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return WeightLoader.LoadTensor(checkpoint, name, WeightLoader.ScalarTypeOf(checkpoint.Entry(name).Dtype), CPU, adapter);
        }
    }
}
